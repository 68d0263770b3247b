<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Http\HttpResponse;

/**
 * A piece of a list that may still grow. `foreach` goes on to the end of what is there now.
 *
 * @template-covariant T of Model
 *
 * @implements \IteratorAggregate<int, T>
 */
final class CursorPage implements \IteratorAggregate, \Countable, \JsonSerializable
{
    /** Where to go on reading: `next`, `complete`. */
    public readonly CursorInfo $cursor;

    /**
     * @param list<T> $data the items of this piece
     * @param array<string, mixed> $cursor
     * @param \Closure(int|string): CursorPage<T> $fetch
     */
    public function __construct(
        public readonly array $data,
        array $cursor,
        private readonly HttpResponse $response,
        private readonly \Closure $fetch,
    ) {
        $this->cursor = CursorInfo::of($cursor);
    }

    public function hasNextPage(): bool
    {
        return $this->data !== [] && $this->cursor->complete !== true && $this->cursor->next !== null;
    }

    /** @return CursorPage<T>|null what follows this piece; null when nothing can */
    public function nextPage(): ?self
    {
        return $this->hasNextPage() && $this->cursor->next !== null ? ($this->fetch)($this->cursor->next) : null;
    }

    /** @return \Generator<int, T> */
    public function getIterator(): \Generator
    {
        $number = 0;
        for ($page = $this; $page !== null; $page = $page->nextPage()) {
            foreach ($page->data as $item) {
                yield $number++ => $item;
            }
        }
    }

    /** How many items this piece has. */
    public function count(): int
    {
        return count($this->data);
    }

    /** The HTTP answer that it came in. */
    public function rawResponse(): HttpResponse
    {
        return $this->response;
    }

    /** @return array{data: list<T>, cursor: CursorInfo} */
    public function jsonSerialize(): array
    {
        return ['data' => $this->data, 'cursor' => $this->cursor];
    }
}
