<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 404: there is no such thing, or it is not yours to see. */
class NotFoundException extends StatusException
{
}
