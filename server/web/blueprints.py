"""Every group of pages, and which of them take requests that come from no form of ours."""

from __future__ import annotations

from flask import Blueprint
from flask_wtf.csrf import CSRFProtect

from server.web.account_pages import create_account
from server.web.app_pages import create_apps
from server.web.audit_pages import create_audit
from server.web.deployment_pages import create_deployments
from server.web.identity_pages import create_identity
from server.web.invitation_pages import create_invitations
from server.web.key_pages import create_keys
from server.web.oauth_authorize import create_authorize
from server.web.oauth_metadata import create_metadata
from server.web.oauth_token import create_token
from server.web.operations import ContractOverview
from server.web.project_pages import create_projects
from server.web.room import Room
from server.web.sign_in import create_sign_in
from server.web.sign_in_oidc import create_sign_in_oidc
from server.web.team_pages import create_teams
from server.web.webhook_pages import create_webhooks


def blueprints(room: Room, csrf: CSRFProtect, overview: ContractOverview) -> list[Blueprint]:
    """The blueprints of the web room."""
    token = create_token(room)
    csrf.exempt(token)  # programs send these, with a credential of their own and never with a cookie
    return [
        create_sign_in(room),
        create_sign_in_oidc(room),
        create_authorize(room),
        token,
        create_metadata(room),
        create_projects(room),
        create_deployments(room),
        create_teams(room),
        create_invitations(room),
        create_keys(room),
        create_webhooks(room),
        create_apps(room),
        create_account(room),
        create_identity(room),
        create_audit(room, overview),
    ]
