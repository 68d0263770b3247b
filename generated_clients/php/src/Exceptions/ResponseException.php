<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

use YourApp\Http\HttpResponse;

/** A success arrived whose body is not what the API sends: a proxy's page, say, or JSON that breaks off. */
class ResponseException extends ApiException
{
    public function __construct(public readonly HttpResponse $response, ?\Throwable $previous = null)
    {
        $type = $response->header('content-type') ?? 'no content type';
        $start = StatusException::start($response->body);
        parent::__construct("{$response->status} with a body that is not the API's ({$type}){$start}", $response->status, $previous);
    }
}
