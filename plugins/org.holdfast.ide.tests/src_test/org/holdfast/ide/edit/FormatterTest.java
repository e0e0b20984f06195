package org.holdfast.ide.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.antlr.runtime.CommonToken;
import org.holdfast.ide.Document;
import org.holdfast.ide.Edits;
import org.holdfast.ide.Lexing;
import org.holdfast.ide.Texts;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.revision.MarkedText;
import org.junit.jupiter.api.Test;

class FormatterTest {
    private static String format(String text) {
        Document document = Texts.of(text);
        return Edits.apply(document, Formatter.format(document));
    }

    private static void formats(String from, String to) {
        assertEquals(to, format(from));
        assertEquals(to, format(to));
    }

    @Test
    void statements() {
        formats("""
                int f ( int a,int b )
                {
                if(a==1&&b!=2){
                x=a+ -b;
                } else if (b)
                return - 1;
                else
                return a -> b . c;
                for(i=0;i<3;i++)
                if (a)
                foo (a , &b);
                else
                bar();
                while (a)
                do_it();
                switch (a) {
                case 1:
                foo();
                break;
                default:
                {
                bar();
                }
                }
                do {
                x++;
                } while(x);
                list_for_each_entry (p, &h, l)
                use(p);
                  out :
                return ! a;
                }
                """, """
                int f(int a, int b)
                {
                	if (a == 1 && b != 2) {
                		x = a + -b;
                	} else if (b)
                		return -1;
                	else
                		return a->b.c;
                	for (i = 0; i < 3; i++)
                		if (a)
                			foo(a, &b);
                		else
                			bar();
                	while (a)
                		do_it();
                	switch (a) {
                	case 1:
                		foo();
                		break;
                	default:
                		{
                			bar();
                		}
                	}
                	do {
                		x++;
                	} while (x);
                	list_for_each_entry(p, &h, l)
                		use(p);
                out :
                	return !a;
                }
                """);
    }

    @Test
    void whatGoesOnInTheNextLine() {
        formats("""
                static struct item *
                  find(struct list *l,
                  int x)
                  __must_hold(&l->lock)
                {
                  int y = foo(a,
                b);
                  y = 1 +
                  2;
                  call(
                  a);
                }
                struct s x = {
                .a = 1,
                .b = {
                2, 3,
                4 },
                };
                enum e {
                A,
                B,
                };
                """, """
                static struct item *
                find(struct list *l,
                     int x)
                	__must_hold(&l->lock)
                {
                	int y = foo(a,
                		    b);
                	y = 1 +
                		2;
                	call(
                		a);
                }
                struct s x = {
                	.a = 1,
                	.b = {
                		2, 3,
                		4 },
                };
                enum e {
                	A,
                	B,
                };
                """);
    }

    @Test
    void marksStayInFront() {
        formats("""
                scenario "s"
                revisions base, v1, v2;
                void f(void)
                {
                -  old();
                +[v2]if (x) {
                + [v1] no();
                  +   fresh();
                +[v2] }
                +
                +[v1]
                both();
                }
                @@ -1,2 +3,4 @@
                """, """
                scenario "s"
                revisions base, v1, v2;
                void f(void)
                {
                -	old();
                +[v2]	if (x) {
                +		[v1] no();
                +		fresh();
                +[v2]	}
                +
                +[v1]
                	both();
                }
                @@ -1,2 +3,4 @@
                """);
    }

    @Test
    void commentsKeepTheirText() {
        formats("""
                void f(void)
                {
                /*
                   * stars
                  and none
                 - dash
                */
                int  x;		/* column */
                // line   comment
                }



                int y; 
                """, """
                void f(void)
                {
                	/*
                	 * stars
                  and none
                 - dash
                	 */
                	int  x;		/* column */
                	// line   comment
                }

                int y;
                """);
    }

    @Test
    void columnsThatSomebodyMadeStay() {
        String text = "thread a      { f(); }\nthread longer { f(); }\n\norder a -> b.c;\nexpect base    clean;\nexpect v1 leak | put-order, data-race?;\nclaim c: never (x) in f;\n";
        assertEquals(text, format(text));
    }

    @Test
    void definitionsAreLeftAlone() {
        String text = "#define F(a,b) ( (a)+(b) )\n#define G (x)\n#define H(x) do { \\\n    one(x);\\\n  } while(0)\nint x;\n";
        assertEquals(text, format(text));
    }

    @Test
    void onlyTheLinesAskedFor() {
        Document document = Texts.of("void f(void)\n{\nx=1;\ny=2;\n}\n");
        assertEquals("void f(void)\n{\nx=1;\n\ty = 2;\n}\n", Edits.apply(document, Formatter.format(document, document.text().indexOf("y="), 1)));
    }

    /** Examples and library: formatting twice is formatting once, and every revision's tokens and all marks are what they were. */
    @Test
    void nothingIsLostAnywhere() {
        for (Document each : Texts.all()) {
            Document document = each.isLibrary() ? Texts.of(each.text()) : each;
            Document once = Texts.of(Edits.apply(document, Formatter.format(document)));
            assertEquals(List.of(), Formatter.format(once), "formatting " + each.name() + " again changes it");
            assertEquals(tokens(document.lines()), tokens(once.lines()), each.name());
            assertEquals(marks(document.lines()), marks(once.lines()), each.name());
        }
    }

    static List<String> tokens(MarkedText lines) {
        List<String> tokens = new ArrayList<>();
        for (String revision : lines.revisions().names()) {
            for (CommonToken token : Lexing.tokens(lines.project(revision, lines.revisions().base()))) {
                if (token.getType() != InternalHoldLexer.RULE_WS && token.getType() != InternalHoldLexer.RULE_END_OF_DIRECTIVE) {
                    tokens.add(token.getType() + " " + token.getText().replaceAll("\\s+", " "));
                }
            }
        }
        return tokens;
    }

    private static List<String> marks(MarkedText lines) {
        return lines.marks().stream().map(mark -> (mark.removed() ? "-" : "+") + mark.names()).toList();
    }
}
