<?php

declare(strict_types=1);

namespace YourApp;

use YourApp\Exceptions\ConfigurationException;

/** The files of a site, in a folder. */
final class Directory
{
    /** What no site needs. */
    private const LEFT_OUT = ['.git', '.DS_Store', '__MACOSX'];

    /** @var array<string, string> where it is in the site (`/docs/index.html`) => SHA-256 */
    public readonly array $digests;

    /** @var array<string, string> SHA-256 => a file with that content */
    public readonly array $files;

    /** @var array<string, int> SHA-256 => bytes */
    public readonly array $sizes;

    /**
     * Looks at every file.
     *
     * @param (callable(array{phase: string, files: int, total_files: int, bytes: int, total_bytes: int}): void)|null $onProgress called for each
     */
    public function __construct(string $directory, ?callable $onProgress = null)
    {
        $root = realpath($directory);
        if ($root === false || !is_dir($root)) {
            throw new ConfigurationException("There is no directory {$directory}");
        }
        $found = self::list($root);
        if ($found === []) {
            throw new ConfigurationException("There are no files in {$directory}");
        }
        $totalBytes = (int) array_sum(array_map(filesize(...), $found));
        $digests = $files = $sizes = [];
        $bytes = 0;
        foreach ($found as $path => $file) {
            $digest = hash_file('sha256', $file);
            if ($digest === false) {
                throw new ConfigurationException("{$file} cannot be read");
            }
            $digests[$path] = $digest;
            $files[$digest] = $file;
            $sizes[$digest] = (int) filesize($file);
            $bytes += $sizes[$digest];
            if ($onProgress !== null) {
                $onProgress(['phase' => 'hashing', 'files' => count($digests), 'total_files' => count($found), 'bytes' => $bytes, 'total_bytes' => $totalBytes]);
            }
        }
        $this->digests = $digests;
        $this->files = $files;
        $this->sizes = $sizes;
    }

    /** @return array<string, string> path in the site => file, sorted */
    private static function list(string $root): array
    {
        $files = [];
        $folders = ['/' => $root];
        while ($folders !== []) {
            $prefix = (string) array_key_first($folders);
            $folder = array_shift($folders);
            foreach (array_diff(scandir($folder) ?: [], ['.', '..'], self::LEFT_OUT) as $name) {
                $file = $folder . DIRECTORY_SEPARATOR . $name;
                if (is_dir($file) && !is_link($file)) {
                    $folders["{$prefix}{$name}/"] = $file;
                } else {
                    $files["{$prefix}{$name}"] = self::inside($root, $file);
                }
            }
        }
        ksort($files, SORT_STRING);

        return $files;
    }

    /** A link counts as the file that it leads to, if that lies in the folder as well. */
    private static function inside(string $root, string $file): string
    {
        $real = realpath($file);
        if ($real === false || !is_file($real) || !str_starts_with($real, $root . DIRECTORY_SEPARATOR)) {
            throw new ConfigurationException("{$file} is neither a file nor a link to one in {$root}");
        }

        return $real;
    }
}
