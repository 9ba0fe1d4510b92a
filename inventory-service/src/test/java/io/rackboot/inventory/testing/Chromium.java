package io.rackboot.inventory.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// A headless Chromium with one page, which can reach nothing but this machine.
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Path profile = InventoryNats.directory();
    private final Process process;
    private final DevTools page;

    /// Starts the program that the environment variable `CHROMIUM` names, or the first on the `PATH`.
    ///
    /// @throws TestAbortedException where there is none; with `CI` too, since the test command does not install it:
    ///     its 80 MB and its libraries are more than all other programs together
    public Chromium() {
        var program = Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of), onPath())
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("skipped, with CI too: no chromium on the PATH and none"
                        + " named in CHROMIUM; install the package chromium to have the page tested in a browser"));
        try {
            process = new ProcessBuilder(
                            program.toString(),
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-extensions",
                            "--hide-scrollbars",
                            "--no-first-run",
                            "--no-proxy-server",
                            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            page = new DevTools(Await.until(this::socketOfThePage));
        } catch (AssertionError | RuntimeException e) {
            end(); // nobody else will: there is no object to close
            throw e;
        }
    }

    private static Stream<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(text -> !text.isEmpty())
                .flatMap(directory -> NAMES.stream().map(Path.of(directory)::resolve));
    }

    private URI socketOfThePage() {
        try {
            var port = Files.readAllLines(profile.resolve("DevToolsActivePort")).getFirst();
            var pages = Schemas.read(
                    RestAssured.get("http://127.0.0.1:" + port + "/json/list").asString());
            for (var one : pages) {
                if (one.get("type").textValue().equals("page")) {
                    return URI.create(one.get("webSocketDebuggerUrl").textValue());
                }
            }
            throw new AssertionError("no page in " + pages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Loads a page.
    public void open(String url) {
        page.call("Page.navigate", Map.of("url", url));
    }

    /// {@return the value of an expression in the page}
    public JsonNode value(String expression) {
        var result = page.call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /// {@return the text that an element shows, without what is hidden}
    public String text(String selector) {
        return value("document.querySelector(" + Schemas.quote(selector) + ").innerText")
                .textValue();
    }

    /// Makes the window this wide and this high.
    public void size(int width, int height) {
        page.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /// Prefers `dark` or `light`, as the settings of its user would.
    public void prefer(String scheme) {
        page.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// Saves what the page looks like, to its full height, under `target/screenshots`.
    public void photograph(String name) {
        var answer = page.call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        try {
            var file = Files.createDirectories(Path.of("target", "screenshots")).resolve(name + ".png");
            Files.write(file, Base64.getDecoder().decode(answer.get("data").textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return exceptions of scripts and what the page's security policy refused}
    public List<String> faults() {
        return page.faults();
    }

    @Override
    public void close() {
        page.close();
        end();
    }

    private void end() {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        InventoryNats.remove(profile);
    }
}
