<?php

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\Directory;
use YourApp\Exceptions\ApiException;
use YourApp\Exceptions\ConfigurationException;
use YourApp\Exceptions\DeploymentFailedException;
use YourApp\Exceptions\DeploymentTimeoutException;
use YourApp\Models\Deployment;
use YourApp\Models\LogLine;
use YourApp\Upload;

/** What goes beyond single requests: deploy a folder, wait for the end, follow the log. */
final class DeploymentsResource extends DeploymentsOperations
{
    private const LOG_LINES = 20;
    private const PARALLEL_UPLOADS = 8;
    private const WAIT_SECONDS = 20;
    private const FIRST_PAUSE_SECONDS = 0.1;

    /**
     * Trigger a deployment: of the project's template, of another source, of an archive
     * (`Upload::file('site.zip', 'application/zip')`), or of a folder (`['directory' => './site']`), of which only the
     * files are sent that the server has not got.
     *
     * `on_progress` is called with `['phase' => 'hashing' | 'uploading' | 'uploaded', 'files', 'total_files', 'bytes',
     * 'total_bytes']`.
     *
     * @param array<string, mixed>|Upload $params
     */
    public function create(string $projectId, array|Upload $params = [], array $options = []): Deployment
    {
        if (!is_array($params) || !array_key_exists('directory', $params)) {
            return parent::create($projectId, $params, $options);
        }
        $directory = $params['directory'];
        $onProgress = $params['on_progress'] ?? null;
        $unknown = array_diff(array_keys($params), ['directory', 'on_progress']);
        if (!is_string($directory) || ($onProgress !== null && !is_callable($onProgress)) || $unknown !== []) {
            throw new ConfigurationException('A folder is deployed with directory, its path, and on_progress, a callable');
        }
        $site = new Directory($directory, $onProgress);
        $source = ['type' => 'files', 'files' => $site->digests, 'sizes' => $site->sizes];
        $deployment = parent::create($projectId, ['source' => $source], $options);
        unset($options['idempotency_key']);
        $missing = array_intersect_key($site->files, array_flip($deployment->missing ?? []));
        $this->upload($deployment->id, $missing, $site->sizes, $onProgress, $options);

        return $missing === [] ? $deployment : $this->get($deployment->id, [], $options);
    }

    /**
     * `create`, then `wait`.
     *
     * @param array<string, mixed>|Upload $params as `create` takes them
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string, wait_seconds?: float, poll_seconds?: float} $options
     */
    public function createAndWait(string $projectId, array|Upload $params = [], array $options = []): Deployment
    {
        $own = ['wait_seconds' => true, 'poll_seconds' => true];
        $deployment = $this->create($projectId, $params, array_diff_key($options, $own));
        unset($options['idempotency_key']);

        return $this->wait($deployment->id, $options);
    }

    /**
     * Waits until a deployment has ended.
     *
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, wait_seconds?: float, poll_seconds?: float} $options
     *                                                                                                                                             give up after `wait_seconds` (900); ask at least every `poll_seconds` (2)
     *
     * @throws DeploymentFailedException with the end of its log, when it failed or was cancelled
     * @throws DeploymentTimeoutException when it has not ended within `wait_seconds`; it goes on
     */
    public function wait(string $deploymentId, array $options = []): Deployment
    {
        $wait = (float) ($options['wait_seconds'] ?? 900);
        $poll = (float) ($options['poll_seconds'] ?? 2);
        unset($options['wait_seconds'], $options['poll_seconds'], $options['idempotency_key']);
        $until = microtime(true) + $wait;
        for ($pause = self::FIRST_PAUSE_SECONDS;; $pause = min($poll, $pause * 1.5)) {
            // The server answers as soon as it has ended, so that the pauses only count where it has no patience.
            $patience = (int) max(0, min(self::WAIT_SECONDS, $until - microtime(true)));
            $deployment = $this->get($deploymentId, ['wait' => $patience], $options);
            if ($deployment->completed_at !== null) {
                return $deployment->status === 'success' ? $deployment : throw new DeploymentFailedException($deployment, $this->endOfLog($deploymentId, $options));
            }
            $left = $until - microtime(true);
            if ($left <= 0) {
                throw new DeploymentTimeoutException($deployment, $wait);
            }
            usleep((int) (1_000_000 * min($pause, $left)));
        }
    }

    /**
     * The lines of a deployment's log as they are written, until it ends.
     *
     * @param array{after?: int} $params only lines after this number
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, poll_seconds?: float} $options
     *
     * @return \Generator<int, LogLine>
     */
    public function followLogs(string $deploymentId, array $params = [], array $options = []): \Generator
    {
        $poll = (float) ($options['poll_seconds'] ?? 1);
        unset($options['poll_seconds'], $options['idempotency_key']);
        $after = $params['after'] ?? 0;
        $number = 0;
        for ($pause = self::FIRST_PAUSE_SECONDS;; $pause = min($poll, $pause * 1.5)) {
            $page = $this->logs($deploymentId, ['after' => $after], $options);
            foreach ($page->data as $line) {
                yield $number++ => $line;
            }
            if ($page->cursor->complete !== false) {
                return;
            }
            $after = (int) ($page->cursor->next ?? $after);
            if ($page->data === []) {
                usleep((int) (1_000_000 * $pause));
            } else {
                $pause = self::FIRST_PAUSE_SECONDS;
            }
        }
    }

    /**
     * @param array<string, string> $files SHA-256 => file
     * @param array<string, int> $sizes SHA-256 => bytes
     * @param (callable(array{phase: string, files: int, total_files: int, bytes: int, total_bytes: int}): void)|null $onProgress
     * @param array<string, mixed> $options
     */
    private function upload(string $deploymentId, array $files, array $sizes, ?callable $onProgress, array $options): void
    {
        $calls = [];
        foreach ($files as $digest => $file) {
            $calls[$digest] = [[$deploymentId, (string) $digest], Upload::file($file, 'application/octet-stream')];
        }
        $at = ['phase' => 'uploading', 'files' => 0, 'total_files' => count($files), 'bytes' => 0, 'total_bytes' => array_sum(array_intersect_key($sizes, $files))];
        foreach ($this->transport->sendAll(self::operation('uploadFile'), $calls, $options, self::PARALLEL_UPLOADS) as $digest => $answer) {
            ++$at['files'];
            $at['bytes'] += $sizes[$digest];
            if ($onProgress !== null) {
                $onProgress($at);
            }
        }
        if ($onProgress !== null) {
            $onProgress(['phase' => 'uploaded'] + $at);
        }
    }

    /**
     * @param array<string, mixed> $options
     *
     * @return list<LogLine>
     */
    private function endOfLog(string $deploymentId, array $options): array
    {
        $lines = [];
        try {
            foreach ($this->logs($deploymentId, [], $options) as $line) {
                $lines[] = $line;
            }
        } catch (ApiException) {
            // That it failed is what matters; its log may be gone with the project.
        }

        return array_slice($lines, -self::LOG_LINES);
    }
}
