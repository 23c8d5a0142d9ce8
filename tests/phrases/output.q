awards as table
awards as json
awards to companies in the park as csv
latest 3 policies as dot
show me all awards
list awards to Botao
please show awards to Botao.
who received awards?
what happened in June
what happened in the park in June
which awards
