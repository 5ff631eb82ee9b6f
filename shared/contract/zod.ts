import { z } from 'zod'

// Before any schema exists: the page's CSP forbids the code generation zod would otherwise use.
z.config({ jitless: true })

export { z }
