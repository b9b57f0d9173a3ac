import Findings
import Testing

@Suite struct SecretLiteralTests {
  /// Literals are put together here, so that no scanner takes this file for a leak.
  static let secrets = [
    "AKIA" + "QWERTYUIOPASDF12", "gh" + "p_" + String(repeating: "aB3", count: 12),
    "xox" + "b-" + "2384710237-aBzDqFgH1jKl", "glp" + "at-" + "aB3dE5gH7jK9mN2pQ4sT",
    "github" + "_pat_" + String(repeating: "a1B2", count: 12),
  ]

  @Test(arguments: secrets)
  func `keys of common providers are found wherever they stand`(secret: String) {
    for line in [secret, "key \(secret).", "X=\(secret)", "`\(secret)`", "数据：\(secret)"] {
      #expect(found(in: line).count == 1, "\(line)")
    }
  }

  @Test(arguments: [
    ("password=Tr0ub4dor3x", "1:10"), ("Password: Winter2026!x", "1:11"),
    ("export PGPASSWORD='s3cretPg9'", "1:20"), ("mysql --password=aB3dE5gH7 -u x", "1:18"),
    ("  token: 9f86d081884c7d659a2feaa0c55ad015", "1:10"), ("密码=Qw3rty99x", "1:4"),
    ("\"api_key\": \"k9J2mN4pQ6\"", "1:13"),
    ("curl -H 'Authorization: Bearer aB3dE5gH7jK9mN2pQ4sT'", "1:32"),
    ("a\nb\n数据 client_secret = \"zX9cV8bN7m\"", "3:21"),
  ])
  func `a value given to something named like a secret is found`(text: String, place: String) {
    #expect(found(in: text) == [place])
  }

  @Test func `a private key is found by its first line`() {
    let body = String(repeating: "MIIEpAIBAAKCAQEA7", count: 3)
    let header = "-----BEGIN RSA PRIVATE" + " KEY-----"

    #expect(found(in: "\(header)\n\(body)\n") == ["1:1"])
    #expect(found(in: "\(header)\n...\n") == [])
  }

  @Test(arguments: [
    "password=$PASSWORD", "password=<password>", "password={{ vault_pw }}", "password=", "password",
    "password: see the vault", "Password: ********", "password=changeme123", "token=xxxxxxxx1",
    "token: example-token-1", "secret: /etc/ssl/private/key1.pem", "token=$(cat f1)",
    "password='${X1}'",
    "PGPASSWORD: { env: PGPASSWORD1 }", "secretName: portal-tls-v2", "AKIA" + "IOSFODNN7EXAMPLE",
    "the token: https://x.org/a1b2c3d4", "password=short1", "tokens: 12345678", "AKIAX",
    "Bearer token", "Bearer $TOKEN12345678901234", "keys: aB3dE5gH7jK9",
    "kubectl get secret portal-db-12ab", "sha256: 9f86d081884c7d659a2feaa0c55ad015",
    "password=your-password-1", "x.png?alt=media&token=ca891bda-e67e-4219-b74e-4a3a9c137700",
    "secret=\"\"", "-----BEGIN CERTIFICATE-----",
  ])
  func `variables, places to fill and samples are no secrets`(text: String) {
    #expect(found(in: text) == [])
  }

  private func found(in text: String) -> [String] {
    Checked.findings(text).filter { $0.code == "secret-literal" }
      .map { "\($0.position.line):\($0.position.column)" }
  }
}

@Suite struct LinkRuleTests {
  static let files: Set<String> = ["b.md", "../c/d.md", "数据.md", "e", "page.md", "sub/x.png"]

  @Test(arguments: [
    "[b](b.md)", "[d](../c/d.md)", "[数](%E6%95%B0%E6%8D%AE.md)", "[e](e)", "[p](page)",
    "[p](page/)", "[p](page.html)", "[u](https://example.org/x.md)", "[m](mailto:a@b.c)",
    "[top](/docs/x.md)", "[t]({{ url }}/x.md)", "![i](sub/x.png)", "[b](b.md#steps)",
    "[b](b.md#L12)", "[q](b.md?plain=1)", "[t](#t)", "[t](#T)", "[t](#user-content-t)",
    "[top](#)", "[top](#top)", "## A -- b_c\n\n[a](#a-b_c)", "<a id=\"x\"></a>\n\n[x](#x)",
    "## 处置流程\n\n[流程](#%E5%A4%84%E7%BD%AE%E6%B5%81%E7%A8%8B)",
  ])
  func `a link to what exists, or to what cannot be looked up, is fine`(link: String) {
    #expect(codes(of: link) == [])
  }

  @Test(arguments: [
    ("See [x](nope.md).", "dead-link"), ("See [x](nope).", "dead-link"),
    ("![x](sub/y.png)", "dead-link"), ("[x](b.md#nope)", "dead-file-anchor"),
    ("See [x](#nope).", "dead-text-anchor"), ("- [x](#nope)", "dead-text-anchor"),
  ])
  func `a dead link is found`(text: String, code: String) {
    #expect(codes(of: text) == [code])
  }

  private func codes(of text: String) -> [String] {
    Checked.findings(
      "# T\n\n" + text,
      exists: { Self.files.contains($0) },
      anchors: { $0 == "b.md" ? ["steps"] : nil }
    )
    .map(\.code)
  }
}
