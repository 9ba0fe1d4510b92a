package io.rackboot.inventory.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void everyPlaceIsFilledOnceWhateverTheValuesSay() {
        var template = new Template("<a>{{one}}</a>{{two}}{{one}}{ {one} }");

        assertThat(template.fill(Map.of("one", "{{two}}", "two", "$1\\{{one}}")))
                .isEqualTo("<a>{{two}}</a>$1\\{{one}}{{two}}{ {one} }");
    }

    @Test
    void markupWithoutPlacesStaysAsItIs() {
        assertThat(new Template("").fill(Map.of())).isEmpty();
        assertThat(new Template("{{}}{{A}}").fill(Map.of("x", "y"))).isEqualTo("{{}}{{A}}");
    }

    @Test
    void aPlaceWithoutAValueIsAMistake() {
        var template = new Template("{{one}}");

        assertThatThrownBy(() -> template.fill(Map.of("two", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing for {{one}}");
    }

    @Test
    void textsAreEscaped() {
        assertThat(Html.of("<b title=\"%s\">%s</b>", "\"'", "<i>&%s"))
                .isEqualTo("<b title=\"&quot;&#39;\">&lt;i&gt;&amp;%s</b>");
    }
}
