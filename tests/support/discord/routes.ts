import type { Route } from './route.ts'
import { channelRoutes } from './routes/channels.ts'
import { commandRoutes } from './routes/commands.ts'
import { fileRoutes } from './routes/files.ts'
import { gatewayRoutes } from './routes/gateway.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { messageRoutes } from './routes/messages.ts'
import { onMessageRoutes } from './routes/on-messages.ts'
import { peopleRoutes } from './routes/people.ts'
import { threadRoutes } from './routes/threads.ts'
import { webhookMessageRoutes } from './routes/webhook-messages.ts'
import { webhookRoutes } from './routes/webhooks.ts'

/** Every route that this Discord knows; of two that fit, the first is meant. */
export const ROUTES: readonly Route[] = [
  gatewayRoutes,
  onMessageRoutes,
  messageRoutes,
  threadRoutes,
  channelRoutes,
  interactionRoutes,
  webhookRoutes,
  webhookMessageRoutes,
  commandRoutes,
  peopleRoutes,
  fileRoutes,
].flat()
