"""The PHP package itself: what it holds, how Composer installs it, and that its own documentation is true."""

# ruff: noqa: E501 - long lines are PHP

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from scripts.pack_php import pack
from tests.clients.php.conftest import installed
from tests.clients.php.interpreter import Php


class TestContents:
    """What is packed."""

    def test_it_has_no_dependencies_and_all_that_a_package_has(self, artifact: Path) -> None:
        with zipfile.ZipFile(artifact) as archive:
            names = set(archive.namelist())
            package = json.loads(archive.read("composer.json"))
        assert {"README.md", "CHANGELOG.md", "LICENSE", "src/ApiClient.php"} <= names
        assert package["require"] == {"php": ">=8.2", "ext-json": "*"}
        assert artifact.name == "your-app-api-client-php-1.0.0.zip"

    def test_the_readme_names_every_exception(self, php: Php) -> None:
        package = php.project / "vendor" / "your-app" / "api-client"
        table = (package / "README.md").read_text().partition("## Errors")[2].partition("\n## ")[0]
        kinds = [path.stem for path in (package / "src" / "Exceptions").glob("*.php")]
        assert len(kinds) > 15
        assert [name for name in kinds if f"`{name}`" not in table and name != "ApiException"] == []

    def test_it_is_the_same_bytes_each_time(self, artifact: Path, tmp_path: Path) -> None:
        assert pack(dist=tmp_path).read_bytes() == artifact.read_bytes()

    def test_composer_finds_it_valid(self, artifact: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(artifact) as archive:
            archive.extractall(tmp_path)
        command = ["composer", "validate", "--strict", "--no-check-version", "--no-interaction"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


class TestInstallation:
    """Composer takes it from every kind of repository that needs no registry."""

    @pytest.mark.parametrize("kind", ["artifact", "path"])
    def test_it_installs_and_loads(self, artifact: Path, tmp_path: Path, kind: str) -> None:
        url = artifact.parent
        if kind == "path":
            url = tmp_path / "unpacked"
            with zipfile.ZipFile(artifact) as archive:
                archive.extractall(url)
        (tmp_path / "project").mkdir()
        project = installed(tmp_path / "project", {"type": kind, "url": str(url), "options": {"symlink": False}})
        done = Php(project).script("<?php require 'vendor/autoload.php'; echo YourApp\\Sdk::VERSION;")
        assert (done.stdout, done.stderr) == ("1.0.0", "")


class TestSource:
    """The code, as far as it can be checked without running into a server."""

    def test_every_class_loads_under_its_name(self, php: Php) -> None:
        body = """
            $source = __DIR__ . '/vendor/your-app/api-client/src';
            $loaded = 0;
            foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($source, FilesystemIterator::SKIP_DOTS)) as $file) {
                $class = 'YourApp' . strtr(substr((string) $file, strlen($source), -4), '/', '\\\\');
                if ($class === 'YourApp\\\\Http\\\\Psr18HttpClient') continue; // needs the PSR interfaces
                if (!class_exists($class) && !interface_exists($class)) throw new Exception("$file has no $class");
                $loaded++;
            }
            return $loaded;
        """
        assert php.run(body) > 60

    def test_every_documented_type_exists_and_every_property_is_known(self, php: Php) -> None:
        body = """
            $checked = 0;
            foreach (glob(__DIR__ . '/vendor/your-app/api-client/src/Models/*.php') as $file) {
                $class = new ReflectionClass('YourApp\\\\Models\\\\' . basename($file, '.php'));
                preg_match_all('/@property-read (\\S+) \\$(\\w+)/', (string) $class->getDocComment(), $found, PREG_SET_ORDER);
                foreach ($found as [, $type, $name]) {
                    if (!isset($class->getConstant('FIELDS')[$name])) throw new Exception("$file: $name is no field");
                    preg_match_all('/[A-Z]\\w+/', $type, $named);
                    foreach ($named[0] as $model) class_exists("YourApp\\\\Models\\\\$model") ?: throw new Exception("$file: no $model");
                    $checked++;
                }
            }
            return $checked;
        """
        assert php.run(body) > 40

    def test_every_file_is_strict(self, artifact: Path) -> None:
        with zipfile.ZipFile(artifact) as archive:
            for name in archive.namelist():
                if name.endswith(".php"):
                    assert b"declare(strict_types=1);" in archive.read(name), name
