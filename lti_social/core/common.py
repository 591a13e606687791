"""Words so common that they say nothing of what somebody looks for, in both languages."""

_FRENCH = """
a ai alors apres as au aucun aussi autre aux avant avec avez avoir avons beaucoup bien c ca
car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci combien comme comment
d dans de deja depuis des deux devons devrait dire dit dois doit doivent donc dont du elle
elles en encore entre es est et etaient etais etait etant etc ete etes etre eu faire fais
faisait faisons fait faites faut font hors ici il ils j je jusqu jusque l la laquelle le
lequel les lesquels leur leurs lors lorsque lui m ma mais me meme memes mes moi moins mon n
ne ni non nos notre nous on ont ou par parce parfois pas pendant peu peut peuvent peux plus
plusieurs plutot pour pourquoi pouvez pouvoir puis puisque qu quand que quel quelle quelles
quelque quelques quels qui quoi rien s sa sans se sera ses si sinon soi soit sommes son sont
sous souvent suis sur t ta te tel telle tels tes toi ton toujours tous tout toute toutes
tres trop tu un une va vais vers veut veux voici voila vont vos votre vous y
"""
_ENGLISH = """
a about after all also although always am an and another any anybody are aren as at be
because been before being between both but by can cannot could couldn did didn do does
doesn doing don during each either else for from had has have having he her here hers him
his how i if in into is isn it its just ll me might mine more most must my no nobody nor
not of off on only onto or other our ours over own re shall she should since so some
somebody such than that the their theirs them then there these they this those through to
too under until up upon us ve very via was we were what when where whether which while who
whom whose why will with within without would you your yours
"""
COMMON = frozenset(f"{_FRENCH} {_ENGLISH}".split())
