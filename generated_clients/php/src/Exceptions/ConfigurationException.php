<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** The client was made or called in a way that cannot work; nothing was sent. */
class ConfigurationException extends ApiException
{
}
