/** What a call answers: a promise of the result that can also give the HTTP answer. */
import { ConfigurationError } from './errors.js';

/** A result and the HTTP answer that it came in. */
export interface WithResponse<T> {
  data: T;
  /** Its body has been read already. */
  response: Response;
  /** Name it when you ask for support. */
  requestId: string | undefined;
}

/** Sends a request. `raw` asks for the answer as it is, its body unread; `data` is undefined then. */
export type Send<T> = (raw: boolean) => Promise<{ data: T; response: Response }>;

/** A promise of the result. The request leaves by itself, awaited or not. */
export class APIPromise<T> extends Promise<T> {
  readonly #sent: Promise<{ data: T; response: Response }>;
  #raw = false;
  #left = false;

  constructor(send: Send<T>) {
    super((resolve) => resolve(undefined as T)); // `then` below answers from #sent
    // Starts after the current code has run, so that `asResponse()` can still say that it wants the body unread.
    this.#sent = Promise.resolve().then(() => {
      this.#left = true;
      return send(this.#raw);
    });
  }

  // `then` makes ordinary promises: the result of a step is no request any more.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#sent.then((answer) => answer.data).then(onFulfilled, onRejected);
  }

  override catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected);
  }

  override finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#sent.then((answer) => answer.data).finally(onFinally);
  }

  /** The result together with the HTTP answer. */
  async withResponse(): Promise<WithResponse<T>> {
    const { data, response } = await this.#sent;
    return { data, response, requestId: response.headers.get('x-request-id') ?? undefined };
  }

  /** The HTTP answer with its body unread, for streaming. Call it at once; errors are thrown all the same. */
  asResponse(): Promise<Response> {
    if (this.#left)
      return Promise.reject(
        new ConfigurationError('Call asResponse() directly on the call, before anything is awaited'),
      );
    this.#raw = true;
    return this.#sent.then((answer) => answer.response);
  }
}
