/** What `docker run hello-world` prints, so that a newcomer sees what every tutorial shows. */
export const HELLO = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

To generate this message, Docker took the following steps:
 1. The Docker client contacted the Docker daemon.
 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.
    (${process.arch === 'arm64' ? 'arm64v8' : 'amd64'})
 3. The Docker daemon created a new container from that image which runs the
    executable that produces the output you are currently reading.
 4. The Docker daemon streamed that output to the Docker client, which sent it
    to your terminal.

To try something more ambitious, you can run an Ubuntu container with:
 $ docker run -it ubuntu bash

Share images, automate workflows, and more with a free Docker ID:
 https://hub.docker.com/

For more examples and ideas, visit:
 https://docs.docker.com/get-started/

`

export const PAGE = `<!doctype html>
<html lang="en">
<title>Gantry sandbox</title>
<style>body { font: 18px/1.5 system-ui; margin: 20vh auto; max-width: 32em }</style>
<h1>It works</h1>
<p>This page comes from a container of the Gantry sandbox.</p>
</html>
`

export const WEB = `#!/bin/sh
echo "listening on port 80, serving /www"
exec httpd -f -v -p 80 -h /www
`

/** Colours, structured lines, a warning on the error stream: what logs of real services look like. */
export const API = `#!/bin/sh
printf '\\033[32minfo\\033[0m  shop-api 1.4.2 listening on :3000\\n'
n=0
while :; do
  n=$((n + 1))
  printf '\\033[32minfo\\033[0m  GET /products?page=%d 200 %d ms\\n' $((n % 40)) $((n * 7 % 90 + 3))
  if [ $((n % 5)) = 0 ]; then echo "{\\"level\\":\\"info\\",\\"msg\\":\\"order placed\\",\\"order\\":$((1000 + n)),\\"total\\":\\"€ $((n % 300)).00\\"}"; fi
  if [ $((n % 11)) = 0 ]; then printf '\\033[33mwarn\\033[0m  slow query: SELECT * FROM orders took %d ms\\n' $((n * 13 % 900 + 300)) >&2; fi
  if [ $((n % 37)) = 0 ]; then printf '\\033[31merror\\033[0m payment gateway answered 502, retrying\\n' >&2; fi
  sleep 0.4
done
`

export const WORKER = `#!/bin/sh
echo "migrating 3 tables"
for table in customers products orders; do echo "  $table: done"; done
[ "$FAIL" = yes ] && { echo "error: table orders is locked" >&2; exit 3; }
echo "finished"
`

export const POSTGRES = `#!/bin/sh
echo "PostgreSQL stand-in of the Gantry sandbox: no database, only its log"
echo "LOG:  listening on IPv4 address \\"0.0.0.0\\", port 5432"
echo "LOG:  database system is ready to accept connections"
while :; do sleep 30; echo "LOG:  checkpoint complete: wrote 3 buffers (0.0%)"; done
`
