// Generated from the contract by `make generate`. Do not edit.
import type {
  DeploymentStartedEvent,
  DeploymentCompletedEvent,
  DeploymentFailedEvent,
  DeploymentCancelledEvent,
  DeploymentPromotedEvent,
  ProjectCreatedEvent,
  ProjectUpdatedEvent,
  ProjectDeletedEvent,
  TeamMemberAddedEvent,
  TeamMemberRemovedEvent,
  WebhookDisabledEvent,
  WebhookTestEvent,
} from './types.js';
import type { UnknownWebhookEvent } from './runtime/webhooks.js';

/**
 * What a webhook tells. `type` says what has happened, and so what stands in `data`. A type that this version does not
 * know makes an `UnknownWebhookEvent`; expect some in time.
 */
export type WebhookEvent =
  | DeploymentStartedEvent
  | DeploymentCompletedEvent
  | DeploymentFailedEvent
  | DeploymentCancelledEvent
  | DeploymentPromotedEvent
  | ProjectCreatedEvent
  | ProjectUpdatedEvent
  | ProjectDeletedEvent
  | TeamMemberAddedEvent
  | TeamMemberRemovedEvent
  | WebhookDisabledEvent
  | WebhookTestEvent
  | UnknownWebhookEvent;
