#!/bin/sh
# import.sh FOLDER csv|parquet SNAPSHOT: imports the data set with the nenpyo that NENPYO names.
set -eu
folder=$1 format=$2 out=$3
set --
for name in Event:class=kind Organization:class=kind Person Place Policy; do
    columns=${name#*:}
    [ "$columns" = "$name" ] || columns=":$columns"
    [ "$columns" != "$name" ] || columns=
    set -- "$@" --nodes "${name%%:*}=$folder/${name%%:*}.$format$columns"
done
for edges in PARTICIPANT:Event:Organization LOCATED_IN:Organization:Place PART_OF:Place:Place AT:Event:Place ABOUT:Event:Policy \
    INVOLVES:Event:Person FOLLOWS:Event:Event; do
    type=${edges%%:*} ends=${edges#*:}
    set -- "$@" --edges "$type=$folder/$type.$format:src>${ends%%:*},dst>${ends#*:}"
done
exec "${NENPYO:-target/release/nenpyo}" import "$@" --out "$out"
