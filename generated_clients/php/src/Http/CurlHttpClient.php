<?php

declare(strict_types=1);

namespace YourApp\Http;

use YourApp\Exceptions\ConfigurationException;
use YourApp\Exceptions\ConnectionException;
use YourApp\Exceptions\TimeoutException;
use YourApp\Upload;

/** On ext-curl. Keeps its connection open from one request to the next. */
final class CurlHttpClient implements ParallelHttpClient
{
    private const CONNECT_TIMEOUT_SECONDS = 10.0;

    /** Failures before anything was sent. */
    private const NEVER_SENT = [
        CURLE_COULDNT_RESOLVE_PROXY,
        CURLE_COULDNT_RESOLVE_HOST,
        CURLE_COULDNT_CONNECT,
        CURLE_SSL_CONNECT_ERROR,
    ];

    private readonly \CurlHandle $handle;

    /** @param array<int, mixed> $options more options for curl: a proxy, certificates … */
    public function __construct(private readonly array $options = [])
    {
        if (!extension_loaded('curl')) {
            throw new ConfigurationException('Install ext-curl, or pass a PSR-18 client as http_client');
        }
        $this->handle = curl_init() ?: throw new ConfigurationException('curl cannot be started');
    }

    public function send(HttpRequest $request, float $timeoutSeconds): HttpResponse
    {
        $headers = [];
        $file = $this->prepare($this->handle, $request, $timeoutSeconds, $headers);
        try {
            $answer = curl_exec($this->handle);
        } finally {
            if ($file !== null) {
                fclose($file);
            }
        }
        if (!is_string($answer)) {
            throw $this->failure($request, $timeoutSeconds);
        }

        return new HttpResponse((int) curl_getinfo($this->handle, CURLINFO_RESPONSE_CODE), $headers, $answer);
    }

    public function sendAll(array $requests, float $timeoutSeconds, int $parallel): \Generator
    {
        $multi = curl_multi_init();
        $idle = array_map(static fn (): \CurlHandle => curl_init() ?: throw new ConfigurationException('curl cannot be started'), range(1, max(1, $parallel)));
        $running = [];
        $waiting = $requests;
        while ($waiting !== [] || $running !== []) {
            while ($waiting !== [] && $idle !== []) {
                $key = array_key_first($waiting);
                $handle = array_pop($idle);
                $headers = [];
                $file = $this->prepare($handle, $waiting[$key], $timeoutSeconds, $headers);
                $running[spl_object_id($handle)] = [$key, $file, &$headers];
                unset($waiting[$key], $headers);
                curl_multi_add_handle($multi, $handle);
            }
            curl_multi_exec($multi, $active);
            curl_multi_select($multi, 0.1);
            while (($done = curl_multi_info_read($multi)) !== false) {
                /** @var \CurlHandle $handle */
                $handle = $done['handle'];
                [$key, $file, $headers] = $running[spl_object_id($handle)];
                unset($running[spl_object_id($handle)]);
                $answer = $done['result'] === CURLE_OK ? (string) curl_multi_getcontent($handle) : null;
                $status = (int) curl_getinfo($handle, CURLINFO_RESPONSE_CODE);
                curl_multi_remove_handle($multi, $handle);
                $idle[] = $handle;
                if ($file !== null) {
                    fclose($file);
                }
                yield $key => $answer === null ? null : new HttpResponse($status, $headers, $answer);
            }
        }
        curl_multi_close($multi);
    }

    public function name(): string
    {
        $version = curl_version();

        return 'curl/' . ($version === false ? '' : $version['version']);
    }

    /**
     * Makes a handle ready to send a request.
     *
     * @param array<string, string> $headers where the answer's headers go
     *
     * @param-out array<string, string> $headers
     *
     * @return resource|null a file that must be closed afterwards
     */
    private function prepare(\CurlHandle $handle, HttpRequest $request, float $timeoutSeconds, array &$headers)
    {
        $lines = [];
        foreach ($request->headers as $name => $value) {
            $lines[] = "{$name}: {$value}";
        }
        $options = [
            CURLOPT_URL => $request->url,
            CURLOPT_CUSTOMREQUEST => $request->method,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_ENCODING => '',
            CURLOPT_NOSIGNAL => true,
            CURLOPT_CONNECTTIMEOUT_MS => max(1, (int) (1000 * min($timeoutSeconds, self::CONNECT_TIMEOUT_SECONDS))),
            CURLOPT_TIMEOUT_MS => max(1, (int) (1000 * $timeoutSeconds)),
            CURLOPT_HEADERFUNCTION => static function (\CurlHandle $handle, string $line) use (&$headers): int {
                if (str_starts_with($line, 'HTTP/')) {
                    $headers = []; // those before were of an interim answer (100, 103)
                } elseif (str_contains($line, ':')) {
                    [$name, $value] = explode(':', $line, 2);
                    $name = strtolower(trim($name));
                    $headers[$name] = (isset($headers[$name]) ? "{$headers[$name]}, " : '') . trim($value);
                }

                return strlen($line);
            },
        ];
        $file = null;
        $body = $request->body instanceof Upload ? $request->body->bytes : $request->body;
        if ($request->body instanceof Upload && $request->body->file !== null) {
            $file = fopen($request->body->file, 'rb') ?: throw new ConfigurationException("{$request->body->file} cannot be read");
            $options[CURLOPT_UPLOAD] = true;
            $options[CURLOPT_INFILE] = $file;
            $options[CURLOPT_INFILESIZE] = $request->body->sizeBytes();
            $lines[] = 'Expect:'; // curl waits a second for a "100 Continue" that few servers send
        } elseif ($body !== null) {
            $options[CURLOPT_POSTFIELDS] = $body;
            $lines[] = 'Expect:';
        } elseif ($request->method === 'POST' || $request->method === 'PUT') {
            $options[CURLOPT_POSTFIELDS] = '';
            $lines[] = 'Content-Type:'; // curl would say application/x-www-form-urlencoded
        } elseif ($request->method === 'HEAD') {
            $options[CURLOPT_NOBODY] = true;
        }
        $options[CURLOPT_HTTPHEADER] = $lines;
        curl_reset($handle);
        curl_setopt_array($handle, $this->options + $options);

        return $file;
    }

    private function failure(HttpRequest $request, float $timeoutSeconds): ConnectionException
    {
        $number = curl_errno($this->handle);
        $what = "{$request->method} {$request->url}: ";
        if ($number === CURLE_OPERATION_TIMEDOUT) {
            $connected = (float) curl_getinfo($this->handle, CURLINFO_CONNECT_TIME) > 0;

            return new TimeoutException("{$what}no complete answer within {$timeoutSeconds} s", neverSent: !$connected);
        }

        return new ConnectionException($what . curl_error($this->handle), neverSent: in_array($number, self::NEVER_SENT, true));
    }
}
