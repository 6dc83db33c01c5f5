/**
 * What machines and people said conversations are about, in the order of time: by these the one is measured by the
 * other, and learns from it. All other events are in no index but their conversation’s.
 */
export const labels = `
CREATE INDEX events_classified ON events (at) WHERE type = 'classified';
CREATE INDEX events_labelled ON events (at) WHERE type = 'labelled';
`
