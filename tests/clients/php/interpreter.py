"""Runs PHP in a real interpreter, in an empty project where Composer installed the packed package."""

# ruff: noqa: E501 - long lines are PHP

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.environment import clean

# Every notice is an exception; `caught` tells what a call threw.
PRELUDE = r"""<?php
declare(strict_types=1);
use YourApp\{ApiClient, Upload};
require __DIR__ . '/vendor/autoload.php';
error_reporting(E_ALL);
set_error_handler(function (int $level, string $message, string $file, int $line): never {
    throw new ErrorException($message, 0, $level, $file, $line);
});
function caught(callable $call): ?array
{
    try {
        $call();
    } catch (Throwable $error) {
        $told = ['kinds' => array_values(array_map(fn ($name) => basename(strtr($name, '\\', '/')), [get_class($error), ...class_parents($error)])), 'message' => $error->getMessage()];
        $told['name'] = $told['kinds'][0];
        foreach (['status', 'errorCode', 'details', 'requestId', 'retryAfterSeconds'] as $name) {
            $told[$name] = property_exists($error, $name) ? $error->$name : null;
        }
        return $told;
    }
    return null;
}
// A clock that runs faster: PHP looks for a function in the package's own namespace first.
eval('namespace YourApp; function usleep(int $microseconds): void { \\usleep(intdiv($microseconds, (int) getenv("TEST_FASTER"))); }');
$options = json_decode(getenv('TEST_OPTIONS'), true);
$input = json_decode(getenv('TEST_INPUT'), true);
$key = $options['api_key'] ?? null;
unset($options['api_key']);
$client = new ApiClient($key, $options);
$started = microtime(true);
$answer = (function () use ($client, $options, $key, $input, $started) {
"""
POSTLUDE = """
})();
echo "\\n@@", json_encode($answer, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
"""

# Traces show their arguments, so that a secret among them would be seen.
SETTINGS = (
    *("-d", "display_errors=stderr", "-d", "zend.exception_ignore_args=0"),
    *("-d", "zend.exception_string_param_max_len=100"),
)


@dataclass
class Php:
    """An empty project with the package installed."""

    project: Path

    def run(
        self,
        body: str,
        *,
        given: Any = None,
        environment: dict[str, str] | None = None,
        faster: int = 1,
        **options: Any,
    ) -> Any:
        """What the body of a function returns. `options` are the client's, `given` is there as `$input`.

        The clock is so many times `faster`.
        """
        defaults = {"api_key": "yap_test_key"} | options
        added = {"TEST_OPTIONS": json.dumps(defaults), "TEST_INPUT": json.dumps(given), "TEST_FASTER": str(faster)}
        added |= environment or {}
        done = self.script(PRELUDE + body + POSTLUDE, added)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        assert done.stderr == "", done.stderr
        return json.loads(done.stdout.rpartition("\n@@")[2])

    def script(self, content: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run a whole script."""
        path = self.project / f"case-{os.getpid()}.php"
        path.write_text(content, encoding="utf-8")
        return subprocess.run(
            ["php", *SETTINGS, path.name],
            cwd=self.project,
            env=clean(**(environment or {})),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
