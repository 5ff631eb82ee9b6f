/** How much a line matters, by what its text says of itself: a guess. */
export const Level = { trace: 1, debug: 2, info: 3, warn: 4, error: 5, fatal: 6 } as const
export type Level = (typeof Level)[keyof typeof Level]

export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const
export type LevelName = (typeof LEVELS)[number]
export const levelName = (level: Level): LevelName => LEVELS[level - 1] ?? 'info'

/** A level stands at the beginning of a line; further on it is somebody's prose. Characters. */
const TEXT_HEAD = 160
/** Of a line of JSON, whose fields come in any order. */
const JSON_HEAD = 4096

const WORDS: Record<string, Level> = {
  ...named(Level.trace, 'trace trc finest finer silly verbose'),
  ...named(Level.debug, 'debug dbg debu fine'),
  ...named(Level.info, 'info inf information informational notice log config'),
  ...named(Level.warn, 'warn warning wrn'),
  ...named(Level.error, 'error err eror severe'),
  ...named(Level.fatal, 'fatal ftl critical crit panic emergency emerg alert dpanic'),
}
/** klog and glog: `E0102 15:04:05.000000`. */
const KLOG = /^([IWEF])\d{4} \d\d:\d\d:\d\d/
const KLOG_LEVELS: Record<string, Level> = { I: Level.info, W: Level.warn, E: Level.error, F: Level.fatal }
/** RFC 5424, 6.2.1: the priority is eight times the facility and the severity. */
const SYSLOG = /^<(\d{1,3})>/
const SYSLOG_LEVELS = [Level.fatal, Level.fatal, Level.fatal, Level.error, Level.warn, Level.info, Level.info, Level.debug]
const LOGFMT = /(?:^|[\s,;{])(?:level|lvl|severity|loglevel)=["']?([a-z]+)/i
const FIELD = /"(?:level|severity|lvl|log\.level|loglevel|levelname|@l|LogLevel)"\s*:\s*(?:"([A-Za-z]+)"|(\d{1,3})\b)/i
/** In capitals anywhere near the beginning; otherwise in brackets, or before a colon. */
const CAPITALS =
  /(?:^|[\s[(<|:,;/=-])(TRACE|TRC|DEBUG|DBG|INFO|INF|NOTICE|WARN|WARNING|WRN|ERROR|ERR|SEVERE|FATAL|FTL|CRITICAL|CRIT|PANIC|EMERG|ALERT|LOG)(?=$|[\s\])>|:,;/-])/
const BRACKETS = /[[<(|](?:[\w.]+:)?(trace|debug|info|notice|warn|warning|error|err|fatal|critical|crit|alert|emerg|panic)[\])>|]/i
const COLON = /^(?:[\d\s:.,TZ/+-]*)(?:fatal )?(trace|debug|info|notice|warn|warning|error|err|fatal|critical|panic)(?:: |:$|! |\()/i
const NPM = /^npm (error|err|warn|info|notice)\b/i
/** What a program prints that ends by an exception. */
const EXCEPTION =
  /^(?:Traceback \(most recent call last\)|Exception in thread |Uncaught |(?:[\w$]+\.)*[A-Z][\w$]*(?:Error|Exception)(?::|$| \[))/

function named(level: Level, words: string): Record<string, Level> {
  return Object.fromEntries(words.split(' ').map((word) => [word, level]))
}

const ofWord = (word: string | undefined): Level | 0 => (word === undefined ? 0 : (WORDS[word.toLowerCase()] ?? 0))

/** pino and bunyan: 10–60 in tens. */
const ofNumber = (number: number): Level | 0 => (number < 10 || number > 69 ? 0 : (Math.floor(number / 10) as Level))

/** The level a line gives itself, 0 when it does not say. `text`: without escape sequences. */
export function guessLevel(text: string): Level | 0 {
  if (text.startsWith('{')) {
    const [, word, number] = FIELD.exec(text.slice(0, JSON_HEAD)) ?? []
    return number === undefined ? ofWord(word) : ofNumber(Number(number))
  }
  const head = text.length > TEXT_HEAD ? text.slice(0, TEXT_HEAD) : text
  const klog = KLOG.exec(head)?.[1]
  if (klog !== undefined) return KLOG_LEVELS[klog] ?? 0
  const priority = SYSLOG.exec(head)?.[1]
  if (priority !== undefined && Number(priority) < 192) return SYSLOG_LEVELS[Number(priority) % 8] ?? 0
  const word =
    LOGFMT.exec(head)?.[1] ?? CAPITALS.exec(head)?.[1] ?? BRACKETS.exec(head)?.[1] ?? COLON.exec(head)?.[1] ?? NPM.exec(head)?.[1]
  return ofWord(word) || (EXCEPTION.test(head) ? Level.error : 0)
}
