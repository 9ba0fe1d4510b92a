package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// The service that says a fact.
public enum Emitter {
    /// dhcp-service.
    DHCP("dhcp"),
    /// tftp-service.
    TFTP("tftp"),
    /// http-boot-service.
    HTTP("http"),
    /// image-service.
    IMAGE("image"),
    /// inventory-service.
    INVENTORY("inventory"),
    /// A value of a newer release than the reader's.
    @JsonEnumDefaultValue
    OTHER("other");

    private final String text;

    Emitter(String text) {
        this.text = text;
    }

    /// {@return the word used in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
