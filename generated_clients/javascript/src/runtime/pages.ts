/** Lists that arrive in pieces. */
import { APIPromise } from './promise.js';

/** Which page of how many this is. */
export interface PageInfo {
  page: number;
  /** Items per page. */
  limit: number;
  /** Items on all pages together. */
  total: number;
  pages: number;
}

/** One page of a list. Iterating goes over its items and those of all pages that follow. */
export class Page<T> implements AsyncIterable<T> {
  /** The items of this page. */
  readonly data: T[];
  readonly pagination: PageInfo;
  readonly #fetch: (page: number) => PagePromise<T>;

  constructor(data: T[], pagination: PageInfo, fetch: (page: number) => PagePromise<T>) {
    this.data = data;
    this.pagination = pagination;
    this.#fetch = fetch;
  }

  hasNextPage(): boolean {
    // An empty page ends the list whatever its numbers say, so that no server can keep a loop going for ever.
    return this.data.length > 0 && this.pagination.page < this.pagination.pages;
  }

  /** The page after this one; undefined after the last. */
  async nextPage(): Promise<Page<T> | undefined> {
    return this.hasNextPage() ? await this.#fetch(this.pagination.page + 1) : undefined;
  }

  /** This page and all that follow. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    for (let page: Page<T> | undefined = this; page !== undefined; page = await page.nextPage()) yield page;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data;
  }
}

/** A promise of a page. Iterate it directly: `for await (const project of client.projects.list())`. */
export class PagePromise<T> extends APIPromise<Page<T>> implements AsyncIterable<T> {
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    yield* await this;
  }
}

/** Where to go on reading. */
export interface CursorInfo {
  /** Send this as `after` to get what follows. */
  next: number | string | null;
  /** Whether nothing will follow. */
  complete?: boolean;
}

/** A piece of a list that may still grow. Iterating goes on to the end of what is there now. */
export class CursorPage<T> implements AsyncIterable<T> {
  /** The items of this piece. */
  readonly data: T[];
  readonly cursor: CursorInfo;
  readonly #fetch: (after: number | string) => CursorPagePromise<T>;

  constructor(data: T[], cursor: CursorInfo, fetch: (after: number | string) => CursorPagePromise<T>) {
    this.data = data;
    this.cursor = cursor;
    this.#fetch = fetch;
  }

  hasNextPage(): boolean {
    return this.data.length > 0 && this.cursor.complete !== true && this.cursor.next !== null;
  }

  /** What follows this piece; undefined when nothing can. */
  async nextPage(): Promise<CursorPage<T> | undefined> {
    const { next } = this.cursor;
    return this.hasNextPage() && next !== null ? await this.#fetch(next) : undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (let page: CursorPage<T> | undefined = this; page !== undefined; page = await page.nextPage()) yield* page.data;
  }
}

/** A promise of a piece of a list. Iterate it directly: `for await (const line of client.deployments.logs(id))`. */
export class CursorPagePromise<T> extends APIPromise<CursorPage<T>> implements AsyncIterable<T> {
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    yield* await this;
  }
}
