/** What every resource of the client has. */
import type { Transport } from './transport.js';

export class Resource {
  /** @internal */
  protected readonly transport: Transport;

  constructor(transport: Transport) {
    this.transport = transport;
    // Not enumerable: a resource that is printed shows its methods' home, not the connection.
    Object.defineProperty(this, 'transport', { enumerable: false });
  }
}
