<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Exceptions\ConfigurationException;

/** A body that is not JSON: bytes in memory or a file on disk. */
final class Upload
{
    private function __construct(
        public readonly string $contentType,
        public readonly ?string $bytes,
        public readonly ?string $file,
    ) {
    }

    /** Bytes in memory. */
    public static function bytes(string $bytes, string $contentType): self
    {
        return new self($contentType, $bytes, null);
    }

    /** A file, read while it is sent. */
    public static function file(string $path, string $contentType): self
    {
        if (!is_file($path) || !is_readable($path)) {
            throw new ConfigurationException("There is no readable file {$path}");
        }

        return new self($contentType, null, $path);
    }

    public function sizeBytes(): int
    {
        return $this->file === null ? strlen((string) $this->bytes) : (int) filesize($this->file);
    }
}
