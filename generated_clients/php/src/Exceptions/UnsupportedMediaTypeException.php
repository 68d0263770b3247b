<?php

declare(strict_types=1);

namespace YourApp\Exceptions;

/** 415: the body's type is not one that the operation takes. */
class UnsupportedMediaTypeException extends StatusException
{
}
