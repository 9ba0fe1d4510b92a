package io.rackboot.image.signing;

import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import java.io.IOException;
import java.nio.file.Path;

/// Signs files. Equal files and keys (RSA) give equal signatures: none carries the time of the day.
///
/// @param runner runs osslsigncode and openssl
/// @param time that a Secure Boot signature says it was made at, seconds since 1970
public record Signer(ProgramRunner runner, SigningKey key, long time) {

    /// Signs an EFI program for Secure Boot (Authenticode, SHA-256).
    ///
    /// @param signed a new file
    public void secureBoot(Path program, Path signed) throws IOException {
        runner.run(Program.of(
                "osslsigncode",
                "osslsigncode",
                "sign",
                "-h",
                "sha256",
                "-key",
                key.key().toString(),
                "-certs",
                key.certificate().toString(),
                "-time",
                Long.toString(time),
                "-in",
                program.toString(),
                "-out",
                signed.toString()));
    }

    /// Makes a detached signature (CMS, RFC 5652, DER) as iPXE's `imgverify` and `openssl cms -verify` read it.
    ///
    /// @param signature a new file
    public void detached(Path file, Path signature) throws IOException {
        runner.run(Program.of(
                "openssl",
                "openssl",
                "cms",
                "-sign",
                "-binary",
                "-noattr",
                "-md",
                "sha256",
                "-in",
                file.toString(),
                "-signer",
                key.certificate().toString(),
                "-inkey",
                key.key().toString(),
                "-outform",
                "DER",
                "-out",
                signature.toString()));
    }
}
