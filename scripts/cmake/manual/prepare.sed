# Before go-md2man: a page of docs/manual becomes what go-md2man expects. @VERSION@ stands for the project's version.
# "# thoth-msg-send(1)" gives the title and the section.
1s/^# \(.*\)(\([1-9]\))$/# "\U\1\E" "\2" "" "thoth-msg @VERSION@" "thoth-msg manual"/
# Comments are for the tests of the manual.
/^<!--.*-->$/d
/^```/,/^```/!{
  s/^## .*/\U&/
  # A link to another page becomes a reference; of other links only the text is left.
  s/\[\(thoth-msg[a-z-]*\)\(([1-9])\)\]([^)]*)/**\1**\2/g
  s/\[\([^][]*\)\]([^)]*)/\1/g
}
