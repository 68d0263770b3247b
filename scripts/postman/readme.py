"""The README beside the collection."""

from __future__ import annotations

from itertools import groupby

from scripts.postman.story import Step, folder_title
from scripts.sdk.model import Model


def readme(model: Model, steps: list[Step]) -> str:
    """How to import and run it, and everything that it does, in order."""
    environments = ", ".join(f"`{name}.postman_environment.json`" for name, _ in model.names.environments)
    lines = [
        f"# {model.names.postman_collection}: Postman collection",
        "",
        "1. Import `collection.json` and the environment that you want into Postman:",
        f"   {environments}.",
        "2. Choose the environment and put your API key into its variable `apiKey`.",
        "3. Send a request, or run the collection: it goes from top to bottom, fills IDs in by itself, checks the",
        "   status, the headers and the schema of every answer, and removes what it made.",
        "",
        "Or from the command line:",
        "",
        "```bash",
        "npx newman run collection.json --environment local.postman_environment.json \\",
        f'  --env-var "apiKey=${model.names.key_variable}"',
        "```",
        "",
        "## What it does",
    ]
    if "local" not in dict(model.names.environments):
        lines = [line.replace("local.", f"{model.names.environments[0][0]}.") for line in lines]
    for folder, told in groupby(steps, key=lambda each: each.folder):
        lines += ["", f"**{folder_title(folder)}**", ""]
        lines += [f"- {each.name}: `{each.operation.method} {each.operation.path}`" for each in told]
    return "\n".join(lines) + "\n"
