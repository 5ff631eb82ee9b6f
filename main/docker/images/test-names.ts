/** Podman lists full names: `docker.io/library/alpine:3.20` is Docker's `alpine:3.20`. For tests over both. */
export const splitHost = (tag: string): string => tag.replace(/^(docker\.io|localhost)\//, '').replace(/^library\//, '')
