<?php

declare(strict_types=1);

namespace YourApp\Http;

use Psr\Http\Client\ClientExceptionInterface;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestFactoryInterface;
use Psr\Http\Message\StreamFactoryInterface;
use YourApp\Exceptions\ConnectionException;
use YourApp\Upload;

/** On any PSR-18 client with PSR-17 factories. PSR-18 knows no timeouts: set them on your client. */
final class Psr18HttpClient implements HttpClient
{
    public function __construct(
        private readonly ClientInterface $client,
        private readonly RequestFactoryInterface $requests,
        private readonly StreamFactoryInterface $streams,
    ) {
    }

    public function send(HttpRequest $request, float $timeoutSeconds): HttpResponse
    {
        $message = $this->requests->createRequest($request->method, $request->url);
        foreach ($request->headers as $name => $value) {
            $message = $message->withHeader($name, $value);
        }
        if ($request->body instanceof Upload && $request->body->file !== null) {
            $message = $message->withBody($this->streams->createStreamFromFile($request->body->file));
        } elseif ($request->body !== null) {
            $bytes = $request->body instanceof Upload ? (string) $request->body->bytes : $request->body;
            $message = $message->withBody($this->streams->createStream($bytes));
        }
        try {
            $answer = $this->client->sendRequest($message);
            $headers = [];
            foreach ($answer->getHeaders() as $name => $values) {
                $headers[strtolower((string) $name)] = implode(', ', $values);
            }

            return new HttpResponse($answer->getStatusCode(), $headers, (string) $answer->getBody());
        } catch (ClientExceptionInterface | \RuntimeException $error) { // RuntimeException: PSR-7, while the body is read
            throw new ConnectionException("{$request->method} {$request->url}: {$error->getMessage()}", previous: $error);
        }
    }

    public function name(): string
    {
        return 'psr18';
    }
}
