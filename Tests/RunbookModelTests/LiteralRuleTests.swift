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

  @Test(arguments: [
    ("mysql -u root -phunter portal", "1:17"), ("/usr/bin/mysqldump -p'let me in' x", "1:23"),
    ("kubectl exec db-0 -- mysqladmin -uroot -pRoot flush-logs", "1:42"),
    ("mysql -h db \\\n  -pWinter2026 portal", "2:5"), ("mysql --password=hunter2", "1:18"),
    ("PGPASSWORD=letmein psql -h db", "1:12"), ("export MYSQL_PWD=\"letmein\"", "1:19"),
    ("mongodump -u ops -p hunter --db x", "1:21"), ("pg_restore --password='hunter'", "1:24"),
    ("curl -u ops:hunter https://x.org", "1:13"), ("curl -s --user 'ops:hunter' x", "1:21"),
    ("curl -uops:hunter x", "1:12"), ("curl --user=ops:hunter x", "1:17"),
    ("sshpass -p hunter ssh -p 2222 ops@db", "1:12"), ("sshpass -phunter ssh db", "1:11"),
    ("Run `redis-cli -h db -a hunter ping` now.", "1:25"), ("redis-cli --pass hunter", "1:18"),
    ("curl -H 'Authorization: Bearer letmeinplease' x", "1:32"),
    ("curl -H \"authorization: bearer let.me.in\" x", "1:32"),
  ])
  func `a secret in its place on a command line is found, however simple`(
    text: String,
    place: String
  ) {
    #expect(found(in: text) == [place])
  }

  @Test(arguments: [
    "mysql -u root -p portal", "mysql -p", "mysql -uroot -p\n-psql", "mysql -h db -P3306 -p3306 x",
    "mysql -p$MYSQL_PWD x", "mysql -p\"$PW\" x", "mysql -p\"${PW}\"", "mysqldump -p$(cat pw) x",
    "mysql -p{{ db_password }} x", "mysql -p<password> x", "mysql -pPASSWORD x", "mysql -p'<密码>'",
    "mysql -pYOUR_PASSWORD x", "mysql --password=<password> x", "mysql --password x",
    "mysql --password=\"$PW\"", "mysql --password=PASSWORD", "PGPASSWORD=$PW psql",
    "PGPASSWORD=\"$(vault read pw)\" psql", "PGPASSWORD=<password> psql", "PGPASSWORD= psql",
    "curl -u \"$USER:$PASS\" x", "curl -u ops x", "curl -u user:pass x", "curl -u : --negotiate x",
    "curl -u ops:<password> x", "curl -u ops:{{ pw }} x", "curl x | docker run -u 1000:10001 y",
    "docker run -u root:hunter x", "sshpass -p \"$PW\" ssh -p 2222 db", "sshpass -e ssh -p 2222 db",
    "sshpass -f pw.txt ssh db", "redis-cli -a \"$REDIS_PASSWORD\" ping", "redis-cli -p 6379",
    "redis-cli -a <password>", "ls -a hidden", "ps -u postgres", "mkdir -p backup",
    "ssh -p 2222 db",
    "curl -H \"Authorization: Bearer $TOKEN\"", "Authorization: Bearer <token>",
    "Authorization: Bearer {{ token }}", "Authorization: Bearer YOUR_ACCESS_TOKEN",
    "Authorization: Bearer token", "Authorization: Bearer ${TOKEN}", "the bearer authorisation",
    "Authorization: Bearer deadbeef$REST",
  ])
  func `an option without a literal secret is none`(text: String) {
    #expect(found(in: text) == [])
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
