export const logs = {}
