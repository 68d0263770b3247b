<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

use YourApp\Models\Deployment;
use YourApp\Models\LogLine;

/** A deployment that was waited for has ended, and not as a success. */
class DeploymentFailedException extends ApiException
{
    /** @param list<LogLine> $log the end of its log */
    public function __construct(public readonly Deployment $deployment, public readonly array $log)
    {
        $why = $deployment->error->message ?? "its status is {$deployment->status}";
        $lines = implode('', array_map(static fn (LogLine $line): string => "\n  {$line->level}: {$line->message}", $log));
        parent::__construct("Deployment {$deployment->id} did not succeed: {$why}{$lines}");
    }
}
