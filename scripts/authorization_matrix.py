"""Who gets what answer: every operation of the contract, asked by everybody. Written by hand, from what we promise.

tests/auth/test_matrix.py asks each question of the server; scripts/build_authorization.py publishes the answers. If you
are here because an operation has no row: write down who may call it, before you believe that the code is right.
"""

from __future__ import annotations

from dataclasses import dataclass

OK = 0  # stands for the operation's own success status

CALLERS: dict[str, str] = {
    "anonymous": "no credential",
    "bad key": "a key that there is not",
    "revoked key": "a key of the owner's that was revoked",
    "no permission": "a key of the owner's that lacks the operation's permission, and no other",
    "read-only": "an access token of the owner's with the scope `read`",
    "stranger": "every permission, and nothing to do with the team",
    "viewer": "every permission, and this role in the team",
    "member": "every permission, and this role in the team",
    "admin": "every permission, and this role in the team",
    "owner": "every permission, and this role in the team; also the one who owns what is personal",
    "removed": "every permission; was an admin of the team until a moment ago",
    "other project": "a key of the owner's that is restricted to another project",
}

Answers = tuple[int, ...]

PUBLIC: Answers = (OK,) * 12
ITSELF: Answers = (401, 401, 401, OK, OK, OK, OK, OK, OK, OK, OK, OK)
# What is the caller's own: a list of it, or something new.
OWN_LIST: Answers = (401, 401, 401, 403, OK, OK, OK, OK, OK, OK, OK, OK)
OWN_LIST_BEYOND_PROJECTS: Answers = (401, 401, 401, 403, OK, OK, OK, OK, OK, OK, OK, 403)
OWN_NEW: Answers = (401, 401, 401, 403, 403, OK, OK, OK, OK, OK, OK, 403)
OWN_READ: Answers = (401, 401, 401, 403, OK, 404, 404, 404, 404, OK, 404, 404)
OWN_CHANGE: Answers = (401, 401, 401, 403, 403, 404, 404, 404, 404, OK, 404, 404)
OWN_READ_BEYOND_PROJECTS: Answers = (401, 401, 401, 403, OK, 404, 404, 404, 404, OK, 404, 403)
OWN_CHANGE_BEYOND_PROJECTS: Answers = (401, 401, 401, 403, 403, 404, 404, 404, 404, OK, 404, 403)
# A project of the team.
SEE: Answers = (401, 401, 401, 403, OK, 404, OK, OK, OK, OK, 404, 404)
SEE_PUBLIC: Answers = (401, 401, 401, 403, OK, OK, OK, OK, OK, OK, OK, 404)
SEE_LOGS_OF_PUBLIC: Answers = (401, 401, 401, 403, OK, 403, OK, OK, OK, OK, 403, 404)
CHANGE: Answers = (401, 401, 401, 403, 403, 404, 403, OK, OK, OK, 404, 404)
CHANGE_PUBLIC: Answers = (401, 401, 401, 403, 403, 403, 403, OK, OK, OK, 403, 404)
GIVE_AWAY: Answers = (401, 401, 401, 403, 403, 404, 403, 403, OK, OK, 404, 404)
# Something of the caller's goes into the team: who is not in it hears that there is no such team.
PUT_IN: Answers = (401, 401, 401, 403, 403, 422, 403, OK, OK, OK, 422, 403)
PUT_IN_WITHIN: Answers = (401, 401, 401, 403, 403, 422, 403, OK, OK, OK, 422, 404)
# The team itself.
TEAM_SEE: Answers = (401, 401, 401, 403, OK, 404, OK, OK, OK, OK, 404, 403)
TEAM_LOOK_AFTER: Answers = (401, 401, 401, 403, OK, 404, 403, 403, OK, OK, 404, 403)
TEAM_MANAGE: Answers = (401, 401, 401, 403, 403, 404, 403, 403, OK, OK, 404, 403)
TEAM_OWN: Answers = (401, 401, 401, 403, 403, 404, 403, 403, 403, OK, 404, 403)
TEAM_LEAVE: Answers = (401, 401, 401, 403, 403, 404, OK, OK, OK, OK, 404, 403)
TEAM_PUT_IN: Answers = (401, 401, 401, 403, 403, 422, 403, 403, OK, OK, 422, 403)
TEAM_LOG: Answers = (401, 401, 401, 403, OK, OK, 403, 403, OK, OK, OK, 403)


@dataclass(frozen=True)
class Row:
    """One question: an operation, what of, and the answers to CALLERS in their order."""

    operation: str
    of: str
    answers: Answers

    def answer(self, caller: str) -> int:
        """The status; OK for the operation's success."""
        return self.answers[list(CALLERS).index(caller)]


MATRIX = (
    Row("health.get", "", PUBLIC),
    Row("token.get", "the credential itself", ITSELF),
    Row("projects.list", "all that one sees", OWN_LIST),
    Row("projects.create", "of one's own", OWN_NEW),
    Row("projects.create", "in the team", PUT_IN),
    Row("projects.get", "the team's", SEE),
    Row("projects.get", "the team's, public", SEE_PUBLIC),
    Row("projects.update", "the team's", CHANGE),
    Row("projects.update", "the team's, public", CHANGE_PUBLIC),
    Row("projects.delete", "the team's", CHANGE),
    Row("projects.delete", "the team's, public", CHANGE_PUBLIC),
    Row("projects.release", "the team's", CHANGE),
    Row("projects.transfer", "the team's, to oneself", GIVE_AWAY),
    Row("projects.transfer", "one's own, to the team", PUT_IN_WITHIN),
    Row("deployments.list", "of the team's project", SEE),
    Row("deployments.list", "of the team's public project", SEE_PUBLIC),
    Row("deployments.create", "of the team's project", CHANGE),
    Row("deployments.create", "of the team's public project", CHANGE_PUBLIC),
    Row("deployments.dry_run", "of the team's project", CHANGE),
    Row("deployments.get", "of the team's project", SEE),
    Row("deployments.get", "of the team's public project", SEE_PUBLIC),
    Row("deployments.cancel", "of the team's project", CHANGE),
    Row("deployments.redeploy", "of the team's project", CHANGE),
    Row("deployments.upload_file", "of the team's project", CHANGE),
    Row("deployments.promote", "of the team's project", CHANGE),
    Row("deployments.logs", "of the team's project", SEE),
    Row("deployments.logs", "of the team's public project", SEE_LOGS_OF_PUBLIC),
    Row("teams.list", "all that one is in", OWN_LIST_BEYOND_PROJECTS),
    Row("teams.create", "", OWN_NEW),
    Row("teams.get", "", TEAM_SEE),
    Row("teams.update", "", TEAM_MANAGE),
    Row("teams.delete", "", TEAM_OWN),
    Row("teams.members.list", "", TEAM_SEE),
    Row("teams.members.add", "a member", TEAM_MANAGE),
    Row("teams.members.add", "an owner", TEAM_OWN),
    Row("teams.members.update", "a member, to admin", TEAM_MANAGE),
    Row("teams.members.update", "a member, to owner", TEAM_OWN),
    Row("teams.members.update", "an owner, to member", TEAM_OWN),
    Row("teams.members.remove", "a member", TEAM_MANAGE),
    Row("teams.members.remove", "an owner", TEAM_OWN),
    Row("teams.members.remove", "oneself", TEAM_LEAVE),
    Row("teams.invitations.list", "", TEAM_LOOK_AFTER),
    Row("teams.invitations.revoke", "", TEAM_MANAGE),
    Row("api_keys.list", "one's own", OWN_LIST),
    Row("api_keys.create", "one's own", OWN_NEW),
    Row("api_keys.get", "the owner's own", OWN_READ),
    Row("api_keys.update", "the owner's own", OWN_CHANGE),
    Row("api_keys.delete", "the owner's own", OWN_CHANGE),
    Row("api_keys.rotate", "the owner's own", OWN_CHANGE),
    Row("oauth_apps.list", "one's own", OWN_LIST_BEYOND_PROJECTS),
    Row("oauth_apps.create", "one's own", OWN_NEW),
    Row("oauth_apps.get", "the owner's own", OWN_READ_BEYOND_PROJECTS),
    Row("oauth_apps.update", "the owner's own", OWN_CHANGE_BEYOND_PROJECTS),
    Row("oauth_apps.delete", "the owner's own", OWN_CHANGE_BEYOND_PROJECTS),
    Row("oauth_apps.rotate_secret", "the owner's own", OWN_CHANGE_BEYOND_PROJECTS),
    Row("audit_log.list", "one's own", OWN_LIST_BEYOND_PROJECTS),
    Row("audit_log.list", "the team's", TEAM_LOG),
    Row("webhooks.list", "one's own", OWN_LIST_BEYOND_PROJECTS),
    Row("webhooks.list", "the team's", OWN_LIST_BEYOND_PROJECTS),
    Row("webhooks.create", "one's own", OWN_NEW),
    Row("webhooks.create", "in the team", TEAM_PUT_IN),
    Row("webhooks.get", "the team's", TEAM_SEE),
    Row("webhooks.update", "the team's", TEAM_MANAGE),
    Row("webhooks.delete", "the team's", TEAM_MANAGE),
    Row("webhooks.test", "the team's", TEAM_MANAGE),
    Row("webhooks.rotate_secret", "the team's", TEAM_MANAGE),
    Row("webhooks.keys", "the team's", PUBLIC),
    Row("webhooks.replay", "the team's", TEAM_MANAGE),
    Row("webhooks.deliveries.list", "the team's", TEAM_SEE),
    Row("webhooks.deliveries.get", "the team's", TEAM_SEE),
    Row("webhooks.deliveries.redeliver", "the team's", TEAM_MANAGE),
    Row("events.list", "one's own", OWN_LIST_BEYOND_PROJECTS),
    Row("events.list", "the team's", OWN_LIST_BEYOND_PROJECTS),
    Row("events.get", "the team's", TEAM_SEE),
)
