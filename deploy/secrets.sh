#!/bin/sh
# Make the files in `secrets/` that docker-compose.yml hands to the parts. What is there is left as it is.
# usage: secrets.sh [FOLDER]
set -eu
folder=${1:-secrets}
mkdir -p "$folder"
# Others are kept out by the folder; the parts, which are not root, read the files.
chmod 700 "$folder"

random() { od -An -tx1 -N32 /dev/urandom | tr -d ' \n'; }

new() {
    if ! [ -e "$folder/$1" ]; then
        printf '%s\n' "$2" >"$folder/$1"
        chmod 444 "$folder/$1"
        echo "Made $folder/$1."
    fi
}

new secret_key "$(random)"
new cache_secret "$(random)"
new postgres_password "$(random)"
new database_url "postgres://institute:$(cat "$folder/postgres_password")@database:5432/institute"
new email_url "smtp://localhost:25"
echo "Write the address of your mail server into $folder/email_url, for example smtp+tls://user:password@mail.institute.example:587"
