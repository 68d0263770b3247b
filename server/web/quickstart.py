"""The first lines that somebody pastes into a shell, ending with a site that is live.

A test runs them as they stand on the page (tests/web/test_quickstart.py), so they are whole commands: POSIX shell,
curl, tar and grep, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and the command that does it."""

    title: str
    explanation: str  # may have `code`
    command: str


def steps(base_url: str) -> tuple[Step, ...]:
    """The steps for an API at `base_url` (with its base path, without a slash at the end)."""
    return (
        Step(
            "Say where, and who you are",
            "The server wrote its first key into `quickstart.env` in its data folder; where you have that file, "
            "`source` it instead. More keys come from `python -m server create-api-key`.",
            f"export YOUR_APP_BASE_URL={base_url}\nexport YOUR_APP_API_KEY=YOUR_API_KEY",
        ),
        Step(
            "Create a project",
            "It belongs to you and gets an address made from its name. The template is what it shows until you "
            "send a site of your own.",
            'PROJECT_ID=$(curl -s "$YOUR_APP_BASE_URL/projects" \\\n'
            '  -H "Authorization: Bearer $YOUR_APP_API_KEY" \\\n'
            '  -H "Content-Type: application/json" \\\n'
            '  -d \'{"name": "My Website", "template": "landing"}\' |\n'
            "  grep -o 'proj_[0-9a-z]*' | head -n 1)\n"
            'echo "$PROJECT_ID"',
        ),
        Step(
            "Deploy it",
            "The answer names the `url`. A moment later the site is live there.",
            'curl -X POST "$YOUR_APP_BASE_URL/projects/$PROJECT_ID/deployments" \\\n'
            '  -H "Authorization: Bearer $YOUR_APP_API_KEY"',
        ),
        Step(
            "Then send a folder of your own",
            "Run it in a folder with an `index.html`. The new version takes the old one’s place all at once.",
            "tar -czf - . |\n"
            '  curl "$YOUR_APP_BASE_URL/projects/$PROJECT_ID/deployments" \\\n'
            '    -H "Authorization: Bearer $YOUR_APP_API_KEY" \\\n'
            '    -H "Content-Type: application/gzip" \\\n'
            "    --data-binary @-",
        ),
    )
