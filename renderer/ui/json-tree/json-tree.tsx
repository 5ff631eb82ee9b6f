export function JsonTree(_props: { value: unknown; label: string }) {
  return null
}
