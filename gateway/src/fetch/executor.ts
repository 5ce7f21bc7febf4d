import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GatewayContext } from './data-source.ts';

export type ServerGateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];

/** Plans an operation and fetches for it. */
export type Executor = NonNullable<Awaited<ReturnType<ServerGateway['load']>>['executor']>;
