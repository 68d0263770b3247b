<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Models;

use YourApp\Model;

/**
 * An application, with its secret this once.
 *
 * @property-read string $id The ID of an OAuth application.
 * @property-read string $client_id The ID of an OAuth application.
 * @property-read string $name What people see when they are asked.
 * @property-read string|null $homepage_url The application's own page, shown to people; null for none.
 * @property-read string $type `confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's devices. ('confidential', 'public', or others in time)
 * @property-read bool $require_pkce Whether people are only asked with a `code_challenge`.
 * @property-read list<string> $redirect_uris Where people may be sent back to, to the letter: https; http on `localhost`, `127.0.0.1` or `[::1]`; or a scheme of your own with a dot in it.
 * @property-read list<string> $scopes What the application may ask people for; it cannot ask for more.
 * @property-read string|null $secret_hint Enough of the secret to recognise it by; null for a `public` application.
 * @property-read string $created_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string $updated_at A moment, RFC 3339: answers have it in UTC, requests may use any offset.
 * @property-read string|null $client_secret Keep it on your server. It is not shown again; null for a `public` application.
 */
final class OAuthAppWithSecret extends Model
{
    protected const FIELDS = ['id' => true, 'client_id' => true, 'name' => true, 'homepage_url' => true, 'type' => true, 'require_pkce' => true, 'redirect_uris' => true, 'scopes' => true, 'secret_hint' => true, 'created_at' => true, 'updated_at' => true, 'client_secret' => true];
}
