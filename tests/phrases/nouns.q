all awards
every award
awards
prizes
award
the firms
enterprises
all honours
honors
recognitions
rankings
foundings
establishments
events
everything
people
organizations
universities and institutes
awards, recognitions and rankings
awards or rankings
policies
fairs
受賞
企業
政策
奖项
the park
Botao
博涛
"NEC"
ＮＥＣ
nec
the company Botao
Huawei or NEC
places
distinctions
projects
