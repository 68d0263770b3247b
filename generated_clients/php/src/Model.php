<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Http\HttpResponse;

/**
 * An object of the API: `$project->id`. Read-only. Fields that this version does not know are there as well, those
 * that the server left out are null, and nothing is checked, so that a newer server never breaks an older client.
 *
 * @implements \ArrayAccess<string, mixed>
 */
class Model implements \ArrayAccess, \JsonSerializable
{
    /** @var array<string, true> the fields that this version knows */
    protected const FIELDS = [];

    /** @var array<string, class-string<Model>> field => what it holds, or what the items of its list are */
    protected const MODELS = [];

    /** What tells the variants of a union apart. */
    protected const DISCRIMINATOR = '';

    /** @var array<string, class-string<Model>> the discriminator's value => which variant it is */
    protected const VARIANTS = [];

    /** @var array<string, mixed> */
    private array $made = [];

    /** @param array<string, mixed> $fields */
    final private function __construct(private readonly array $fields, private readonly ?HttpResponse $response)
    {
    }

    /**
     * @param array<string, mixed> $fields as the API sent them
     * @param HttpResponse|null $response the answer that they came in
     *
     * @return static
     */
    final public static function of(array $fields, ?HttpResponse $response = null): self
    {
        $variant = static::VARIANTS === [] ? null : ($fields[static::DISCRIMINATOR] ?? null);
        /** @var class-string<static> $class */
        $class = (is_string($variant) ? static::VARIANTS[$variant] ?? null : null) ?? static::class;

        return new $class($fields, $response);
    }

    public function __get(string $name): mixed
    {
        $value = $this->fields[$name] ?? null;
        if (!is_array($value)) {
            if ($value === null && !isset(static::FIELDS[$name]) && !array_key_exists($name, $this->fields)) {
                trigger_error('Undefined property: ' . static::class . "::\${$name}", E_USER_WARNING); // as PHP itself does
            }

            return $value;
        }
        if (!isset(static::MODELS[$name])) {
            return $value;
        }

        return $this->made[$name] ??= self::hydrated(static::MODELS[$name], $value);
    }

    public function __isset(string $name): bool
    {
        return isset($this->fields[$name]);
    }

    public function __set(string $name, mixed $value): void
    {
        throw new \LogicException(static::class . " is read-only; send changes with an update");
    }

    public function offsetExists(mixed $offset): bool
    {
        return isset($this->fields[$offset]);
    }

    public function offsetGet(mixed $offset): mixed
    {
        return $this->__get($offset);
    }

    public function offsetSet(mixed $offset, mixed $value): void
    {
        $this->__set((string) $offset, $value);
    }

    public function offsetUnset(mixed $offset): void
    {
        $this->__set($offset, null);
    }

    /** @return array<string, mixed> the fields as the API sent them */
    public function toArray(): array
    {
        return $this->fields;
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return $this->fields;
    }

    /** The HTTP answer that it came in; null for an object inside another. */
    public function rawResponse(): ?HttpResponse
    {
        return $this->response;
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return $this->fields;
    }

    /**
     * @param class-string<Model> $model
     * @param array<mixed> $value
     */
    private static function hydrated(string $model, array $value): mixed
    {
        if ($value !== [] && array_is_list($value)) {
            return array_map(static fn (mixed $item): mixed => is_array($item) ? self::hydrated($model, $item) : $item, $value);
        }

        /** @var array<string, mixed> $value */
        return $value === [] ? [] : $model::of($value);
    }
}
