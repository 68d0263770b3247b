"""The package itself: what it holds, how it is imported, what types it gives, where it runs."""

# ruff: noqa: E501 - long lines are JavaScript

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from scripts.pack_javascript import pack
from tests.clients.hostile_server import HostileServer
from tests.clients.javascript.node import Node

TOOLS = Path(__file__).parents[3] / "node_modules" / ".bin"

TYPES = """\
import { YourAppClient, APIStatusError, unwrapWebhook } from '@your-app/api-client';
import type { DeploymentEventData, Page, Project, ProjectStatus, UnknownWebhookEvent, WebhookEvent, WebhookTestEvent } from '@your-app/api-client';

async function check(client: YourAppClient): Promise<void> {
  const page: Page<Project> = await client.projects.list({ limit: 10, status: 'active' });
  for await (const project of client.projects.list()) project.name satisfies string;
  const project = await client.projects.create({ name: 'My Project', template: 'blank' });
  const status: string = project.status;
  const known: ProjectStatus = 'archived';
  if (project.status === 'archived') page.pagination.total satisfies number;
  project.team?.name satisfies string | undefined;
  const deployment = await client.deployments.create(project.id);
  if (deployment.source.type === 'archive') deployment.source.size_bytes satisfies number;
  await client.deployments.create(project.id, { directory: './site' });
  await client.deployments.create(project.id, { content: new Blob([]), contentType: 'application/zip' });
  await client.projects.get(project.id, {}, { timeoutSeconds: 5, signal: AbortSignal.timeout(1) });
  const { data, requestId } = await client.projects.get(project.id).withResponse();
  data.id satisfies string;
  requestId satisfies string | undefined;
  const both: Promise<[Project, Page<Project>]> = Promise.all([client.projects.get('x'), client.projects.list()]);
  try { await both; } catch (error) { if (error instanceof APIStatusError) error.details[0]?.field satisfies string | undefined; }
  void status; void known;
  const event = await client.webhooks.unwrap('{}', {}, { secret: 'x' });
  event.id satisfies string;
  if (event.type === 'deployment.completed') event.data satisfies DeploymentEventData;
  if (event.type === 'team.member_added') event.data.member.role satisfies string;
  switch (event.type) {
    case 'deployment.failed': event.data.deployment.error?.message satisfies string | undefined; break;
    case 'webhook.test': event satisfies WebhookTestEvent; break;
    default: event.type satisfies string;
  }
  if (String(event.type) === 'project.moved') (event as UnknownWebhookEvent).data['anything'].at.all;
  const all: WebhookEvent = event;
  const sent = await unwrapWebhook('{}', {}, { secret: 'x' });
  if (sent.type === 'deployment.started') sent.data.deployment.id satisfies string;
  const own = await client.webhooks.unwrap<{ mine: number }>('{}', {});
  own.mine satisfies number; void all;
  // @ts-expect-error a deployment's event tells of no member
  if (event.type === 'deployment.completed') event.data.member;

  // @ts-expect-error a template that there is not
  await client.projects.create({ name: 'x', template: 'blnk' });
  // @ts-expect-error the name is required
  await client.projects.create({ template: 'blank' });
  // @ts-expect-error there is no such parameter
  client.projects.list({ stauts: 'active' });
  // @ts-expect-error an ID is a string
  client.projects.get(5);
  // @ts-expect-error there is no such field
  project.nmae;
}
void check;
"""


class TestContents:
    """What is packed."""

    def test_it_has_no_dependencies_and_all_that_a_package_has(self, tarball: Path) -> None:
        with tarfile.open(tarball) as archive:
            names = set(archive.getnames())
            package = json.loads(archive.extractfile("package/package.json").read())  # type: ignore[union-attr]
        assert {"package/README.md", "package/CHANGELOG.md", "package/LICENSE", "package/dist/index.mjs"} <= names
        assert "dependencies" not in package
        assert tarball.name == "your-app-api-client-1.0.0.tgz"

    def test_the_readme_names_every_error(self, node: Node) -> None:
        readme = (node.project / "node_modules" / "@your-app" / "api-client" / "README.md").read_text()
        table = readme.partition("## Errors")[2].partition("\n## ")[0]
        kinds = [name for name in node.run("return Object.keys(sdk);") if name.endswith("Error")]
        assert len(kinds) > 15
        assert [name for name in kinds if f"`{name}`" not in table and name != "APIError"] == []

    def test_it_is_the_same_bytes_each_time(self, tarball: Path, tmp_path: Path) -> None:
        assert pack(dist=tmp_path).read_bytes() == tarball.read_bytes()

    def test_publint_and_are_the_types_wrong_find_nothing(self, tarball: Path) -> None:
        for command in (["publint", "run", str(tarball), "--strict"], ["attw", str(tarball), "--no-color"]):
            done = subprocess.run(
                [str(TOOLS / command[0]), *command[1:]], capture_output=True, text=True, timeout=120, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr

    def test_bundling_keeps_the_names_of_the_classes(self, node: Node) -> None:
        body = "return Object.entries(sdk).filter(([, it]) => typeof it === 'function').map(([name, it]) => [name, it.name]);"
        for exported, name in node.run(body):
            assert exported in (name, "default")


class TestImports:
    """Every way in."""

    def test_require_gives_the_same_as_import(self, node: Node) -> None:
        script = """
            const sdk = require('@your-app/api-client');
            const client = new sdk.YourAppClient({ apiKey: 'k' });
            import('@your-app/api-client').then((module) => {
              console.log(JSON.stringify([Object.keys(sdk).sort().join() === Object.keys(module).filter((k) => k !== 'module.exports').sort().join(), typeof client.projects.list, sdk.default === sdk.YourAppClient]));
            });
        """
        done = node.script(script, suffix="cjs")
        assert done.stdout == '[true,"function",true]\n', done.stderr

    def test_a_folder_is_read_from_commonjs_too(self, node: Node, hostile: HostileServer, tmp_path: Path) -> None:
        (tmp_path / "index.html").write_text("x")
        script = f"""
            const {{ YourAppClient }} = require('@your-app/api-client');
            const client = new YourAppClient({{ apiKey: 'k', baseURL: '{hostile.url("ok")}' }});
            client.deployments.create('proj_1', {{ directory: {json.dumps(str(tmp_path))} }}).then((it) => console.log(it.id));
        """
        assert node.script(script, suffix="cjs").stdout == "proj_123\n"
        assert list(json.loads(hostile.requests[0].body)["source"]["files"]) == ["/index.html"]

    def test_the_default_export_is_the_client(self, node: Node) -> None:
        done = node.script("import Client from '@your-app/api-client'; console.log(Client.name);")
        assert done.stdout == "YourAppClient\n"


class TestTypes:
    """What a TypeScript project sees."""

    @pytest.mark.parametrize("kind", ["module", "commonjs"])
    @pytest.mark.parametrize(("module", "resolution"), [("nodenext", "nodenext"), ("esnext", "bundler")])
    def test_right_code_compiles_and_wrong_code_does_not(
        self, node: Node, tmp_path: Path, kind: str, module: str, resolution: str
    ) -> None:
        shutil.copytree(node.project / "node_modules", tmp_path / "node_modules")
        (tmp_path / "package.json").write_text(json.dumps({"name": "consumer", "type": kind}))
        (tmp_path / "check.ts").write_text(TYPES)
        strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noEmit", "--types", ""]
        options = ["--module", module, "--moduleResolution", resolution, "--target", "es2022"]
        command = [str(TOOLS / "tsc"), "check.ts", *strict, *options, "--lib", "es2022,dom"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout


class TestBrowsers:
    """A bundle for browsers, in a world that has what browsers have and nothing of Node's."""

    def test_it_bundles_for_browsers_and_runs_there(self, node: Node, hostile: HostileServer) -> None:
        entry = node.project / "page.js"
        entry.write_text(
            f"""
            import {{ YourAppClient }} from '@your-app/api-client';
            const client = new YourAppClient({{ apiKey: 'k', baseURL: '{hostile.url("503=0", "ok")}' }});
            globalThis.told = client.projects.list().then((page) => page.data[0].id);
            globalThis.refused = client.deployments.create('proj_1', {{ directory: './site' }}).catch((error) => error.message);
            """
        )
        build = [
            str(TOOLS / "esbuild"),
            "page.js",
            "--bundle",
            "--platform=browser",
            "--format=iife",
            "--outfile=page.out.js",
        ]
        done = subprocess.run(build, cwd=node.project, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert "warning" not in done.stderr.lower()
        script = """
            import vm from 'node:vm';
            import { readFileSync } from 'node:fs';
            const web = ['fetch', 'Headers', 'Request', 'Response', 'URL', 'URLSearchParams', 'AbortController', 'AbortSignal', 'Blob', 'ReadableStream', 'TextEncoder', 'TextDecoder', 'crypto', 'performance', 'setTimeout', 'clearTimeout', 'CompressionStream', 'atob'];
            const world = vm.createContext({ ...Object.fromEntries(web.map((name) => [name, globalThis[name]])), document: {}, navigator: { userAgent: 'Browser' } });
            vm.runInContext(readFileSync('page.out.js', 'utf8'), world);
            console.log(await world.told, '|', await world.refused);
        """
        done = node.script(script)
        assert done.stdout == "proj_123 | Only a runtime with a file system can deploy a directory\n", done.stderr
        assert "your-app-api-client" not in hostile.requests[0].headers["user-agent"]  # a browser sends its own
