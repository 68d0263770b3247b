<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** A webhook whose signature, time or form is wrong. Answer it with 400 and do nothing else. */
class WebhookVerificationException extends ApiException
{
}
