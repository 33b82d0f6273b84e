#!/bin/sh
# Make sure that a Chromium is there for the browser tests; install Debian's where none is found.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
say() { echo "The browser tests need Chromium: $1" >&2; exit 1; }
command -v apt-get >/dev/null || say "install it so that 'chromium' is on the PATH."
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else
    say "sudo apt-get install chromium"
fi
echo "Installing Chromium for the browser tests ..."
$as_root apt-get update -qq >/dev/null || say "apt-get update failed."
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq chromium >/dev/null || say "apt-get install chromium failed."
