import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const rooms = ['shared', 'main', 'preload', 'renderer', 'e2e']

export default tseslint.config(
  { ignores: ['node_modules', 'out', 'dist', '**/*.mjs', '**/*.cjs', '*.config.ts', 'eslint.config.js'] },
  ...rooms.map((room) => ({
    files: [`${room}/**/*.ts`, `${room}/**/*.tsx`],
    languageOptions: {
      parser: tseslint.parser,
      // Tests of `shared` are typed as part of main: they may use Node.
      parserOptions: {
        project: room === 'shared' ? ['shared/tsconfig.json', 'main/tsconfig.json'] : `${room}/tsconfig.json`,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@typescript-eslint': tseslint.plugin, 'react-hooks': hooks },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      'react-hooks/rules-of-hooks': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 90, skipComments: true, skipBlankLines: true }],
      'no-restricted-properties': ['error', { property: 'innerHTML' }, { property: 'outerHTML' }, { property: 'insertAdjacentHTML' }],
    },
  })),
  { files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**/*.spec.ts'], rules: { 'max-lines-per-function': 'off' } },
)
