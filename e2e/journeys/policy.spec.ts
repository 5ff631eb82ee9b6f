import { expect, test } from '../fixtures.ts'

test.describe('T1 the page’s policy', () => {
  test.use({ expectedProblems: [/Content Security Policy|requires '?Trusted(HTML|Script)|Refused to|violates/] })

  test('runs nothing that came in as text', async ({ app }) => {
    await expect(app.getByRole('main')).toBeVisible()
    const tries = await app.evaluate(async () => {
      const hits: string[] = []
      Object.assign(window, { hit: (name: string) => hits.push(name) })
      const blocked: string[] = []
      const attempt = (name: string, run: () => void) => {
        try {
          run()
        } catch (error) {
          blocked.push(`${name}: ${(error as Error).name}`)
        }
      }
      // What Playwright evaluates is itself free of the policy, as long as it is running.
      await new Promise((resolve) => setTimeout(resolve, 10))
      attempt('eval', () => void Reflect.apply(Reflect.get(window, 'eval') as (code: string) => unknown, null, ['hit("eval")']))
      attempt('innerHTML', () => {
        Reflect.set(document.createElement('div'), 'innerHTML', '<img src=x onerror="hit(1)">')
      })
      attempt('script', () => {
        const script = document.createElement('script')
        script.append('hit("script")')
        document.body.append(script)
      })
      attempt('srcdoc', () => {
        document.createElement('iframe').srcdoc = 'x'
      })
      attempt('attribute', () => document.body.setAttribute('onclick', 'hit("onclick")'))
      document.body.click()
      const far = await fetch('http://127.0.0.1:9/').then(
        () => 'reached',
        (error: Error) => error.name,
      )
      return { hits, blocked, far }
    })
    expect(tries.hits).toEqual([])
    expect(tries.far).toBe('TypeError')
    expect(tries.blocked).toContain('eval: EvalError')
    expect(tries.blocked).toContain('innerHTML: TypeError')
    expect(tries.blocked).toContain('srcdoc: TypeError')
  })
})
