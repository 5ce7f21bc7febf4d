import { describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { closeAfterEach } from '../testing/cleanup.ts';
import { type GraphQLBody, startTestGateway, TRANSPORTS } from '../testing/gateway.ts';

const cleanup = closeAfterEach();

describe.each(TRANSPORTS)('subscriptions, %s', (transport) => {
  async function start(options: { maxSubscriptions?: number } = {}) {
    const gateway = await startTestGateway(transport, cleanup, options);
    const url = await gateway.app.listen({ host: '127.0.0.1', port: 0 });
    const client = createClient({ url: `${url}/graphql`, retryAttempts: 0 });
    cleanup(async () => client.dispose());
    const iterate = (query: string, variables = {}) => client.iterate({ query, variables });
    /** All events of a subscription that ends. */
    const collect = async (query: string, variables = {}) => {
      const events: GraphQLBody[] = [];
      for await (const event of iterate(query, variables)) events.push(JSON.parse(JSON.stringify(event)));
      return events;
    };
    const post = (accept: string, query: string) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { accept, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
    return { ...gateway, url, iterate, collect, post };
  }

  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('answer each event in order, and end where the service ends', async () => {
    const { collect, products } = await start();
    const events = await collect(
      'subscription Watch($id: ID!, $times: Int = 2) { change: productChanged(id: $id, times: $times) { id name weight(unit: G) } }',
      { id: 'p2' },
    );
    expect(events).toEqual(
      [1, 2].map((event) => ({ data: { change: { id: 'p2', name: `Change ${event}`, weight: 2_000 } } })),
    );
    expect(products.subscriptions.running).toBe(0);
    expect(products.calls.at(-1)).toMatchObject({ caller: { subject: 'developer' } });
  });

  it('answer under the client’s own names, also where they clash with the planner’s', async () => {
    const { collect } = await start();
    expect(await collect('subscription { productChanged(id: "p1", times: 1) { id: name name: id } }')).toEqual([
      { data: { productChanged: { id: 'Change 1', name: 'p1' } } },
    ]);
  });

  it('are refused where a field is another service’s', async () => {
    const { collect } = await start();
    const [event, ...others] = await collect('subscription { productChanged(id: "p1") { name inStock } }');
    expect(others).toEqual([]);
    expect(event?.errors).toEqual([
      {
        message:
          'This subscription asks products for its events, and stock for some of their fields: a subscription is carried by one service alone. Leave those fields out, and ask for them in a query.',
        extensions: { code: 'BAD_USER_INPUT', requestId: expect.any(String) },
      },
    ]);
  });

  it.each([
    ['subscription { productChanged { id } }', 'GRAPHQL_VALIDATION_FAILED', /argument "id" of type "ID!" is required/],
    ['subscription {', 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    ['{ whoAsks }', 'OPERATION_RESOLUTION_FAILURE', /^An event stream carries a subscription: send the query with/],
  ])('tell what is wrong with %s', async (query, code, message) => {
    const { collect } = await start();
    expect(await collect(query)).toMatchObject([
      { errors: [{ message: expect.stringMatching(message), extensions: { code } }] },
    ]);
  });

  it('are served at a path of their own, too, and not by any other method', async () => {
    const { url } = await start();
    const client = createClient({ url: `${url}/graphql/stream`, retryAttempts: 0 });
    const events = client.iterate({ query: 'subscription { productChanged(id: "p1", times: 1) { id } }' });
    expect((await events.next()).value).toEqual({ data: { productChanged: { id: 'p1' } } });
    expect((await fetch(`${url}/graphql/stream`, { method: 'PUT' })).status).toBe(404);
  });

  it('end in the service when the client leaves', async () => {
    const { iterate, products } = await start();
    const events = iterate('subscription { productChanged(id: "p1", times: 0) { id } }');
    await events.next();
    expect(products.subscriptions.running).toBe(1);
    await events.return?.();
    await until(() => products.subscriptions.running === 0);
  });

  it('wait for a client that reads slowly', async () => {
    const { post, products } = await start();
    const response = await post(
      'text/event-stream',
      'subscription { productChanged(id: "p1", times: 0, nameLength: 1000000) { name } }',
    );
    // Sockets hold some megabytes; without an end there would be hundreds of events a second.
    let events = -1;
    while (events !== products.subscriptions.events) {
      events = products.subscriptions.events;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(events).toBeLessThan(100);
    await response.body?.cancel();
    await until(() => products.subscriptions.running === 0);
  });

  it('end with a word when the gateway closes', async () => {
    const { iterate, app } = await start();
    const events = iterate('subscription { productChanged(id: "p1", times: 0) { id } }');
    await events.next();
    const closed = app.close();
    let last: unknown;
    for await (const event of events) last = event;
    expect(last).toMatchObject({
      data: null,
      errors: [{ message: 'The service is stopping: try again.', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
    });
    await closed;
  });

  it('are no more than there is a limit for', async () => {
    const { iterate, post } = await start({ maxSubscriptions: 1 });
    const query = 'subscription { productChanged(id: "p1", times: 0) { id } }';
    const events = iterate(query);
    await events.next();
    const refused = await post('text/event-stream', query);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^[123]$/);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
    await events.return?.();
  });

  it('end with an error when the service goes away', async () => {
    const { iterate, stop, collect } = await start();
    if (transport === 'services') {
      const events = iterate('subscription { productChanged(id: "p1", times: 0) { id } }');
      await events.next();
      const stopped = stop('products');
      let last: unknown;
      for await (const event of events) last = event;
      expect(last).toMatchObject({ errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'products' } }] });
      await stopped;
    } else {
      await stop('products');
    }
    const events = await collect('subscription { change: productChanged(id: "p1") { id } }');
    expect(events).toEqual([
      {
        data: null,
        errors: [
          {
            message: 'products could not be reached.',
            path: ['change'],
            extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'products', requestId: expect.any(String) },
          },
        ],
      },
    ]);
  });
});
