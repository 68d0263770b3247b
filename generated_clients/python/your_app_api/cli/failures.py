"""What a command refuses to do, told in one line."""

from __future__ import annotations


class CommandError(Exception):
    """It cannot be done; the message says why. Exit status 1."""

    exit_status = 1


class UsageError(CommandError):
    """It was called in a way that cannot work. Exit status 2."""

    exit_status = 2
