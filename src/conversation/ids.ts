declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type ConversationId = Branded<'ConversationId'>
export type MessageId = Branded<'MessageId'>
export type VisitorId = Branded<'VisitorId'>
export type AgentId = Branded<'AgentId'>
export type InboxId = Branded<'InboxId'>
export type FileId = Branded<'FileId'>
