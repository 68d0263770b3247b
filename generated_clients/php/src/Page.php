<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Http\HttpResponse;

/**
 * One page of a list. `foreach` goes over its items and those of all pages that follow.
 *
 * @template-covariant T of Model
 *
 * @implements \IteratorAggregate<int, T>
 */
final class Page implements \IteratorAggregate, \Countable, \JsonSerializable
{
    /** Which page of how many this is: `page`, `limit`, `total`, `pages`. */
    public readonly PageInfo $pagination;

    /**
     * @param list<T> $data the items of this page
     * @param array<string, mixed> $pagination
     * @param \Closure(int): Page<T> $fetch
     */
    public function __construct(
        public readonly array $data,
        array $pagination,
        private readonly HttpResponse $response,
        private readonly \Closure $fetch,
    ) {
        $this->pagination = PageInfo::of($pagination);
    }

    public function hasNextPage(): bool
    {
        // An empty page ends the list whatever its numbers say, so that no server can keep a loop going for ever.
        return $this->data !== [] && $this->pagination->page < $this->pagination->pages;
    }

    /** @return Page<T>|null the page after this one; null after the last */
    public function nextPage(): ?self
    {
        return $this->hasNextPage() ? ($this->fetch)((int) $this->pagination->page + 1) : null;
    }

    /** @return \Generator<int, Page<T>> this page and all that follow */
    public function pages(): \Generator
    {
        for ($page = $this; $page !== null; $page = $page->nextPage()) {
            yield $page;
        }
    }

    /** @return \Generator<int, T> */
    public function getIterator(): \Generator
    {
        $number = 0;
        foreach ($this->pages() as $page) {
            foreach ($page->data as $item) {
                yield $number++ => $item;
            }
        }
    }

    /** How many items this page has. */
    public function count(): int
    {
        return count($this->data);
    }

    /** The HTTP answer that it came in. */
    public function rawResponse(): HttpResponse
    {
        return $this->response;
    }

    /** @return array{data: list<T>, pagination: PageInfo} */
    public function jsonSerialize(): array
    {
        return ['data' => $this->data, 'pagination' => $this->pagination];
    }
}
