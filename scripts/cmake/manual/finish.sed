# After go-md2man: plain tables that fill the line, and no hyphens in the names of options.
/^\.\(TH\|EE\)/a .nh\n.ad l
s/^\.RS$/.RS 0/
/^\.TS/,/^\.TE/{
  /^allbox;$/d
  s/^l l $/l lx/
  s/^l l \.$/l lx./
  # The first column is never wrapped, the second one always where it has to be.
  /^T{$/{
    N
    N
    s/^T{\n\(.*\)\nT}/\1/
    /\t/!N
    s/\n//
  }
  /\tT{$/!s/^\([^\t]*\)\t\(.*\)$/\1\tT{\n\2\nT}/
}
