import Findings
import Testing

@Suite struct VariableRuleTests {
  static let cases = [
    RuleCase(
      "undeclared-variable",
      at: "15:15",
      bad: "### A\n\n```sh check\nls \"$host\" && $other\n```",
      good: "### A\n\n```sh check\nother=1; ls \"$host\" \"$other\"\n```"
    ),
    RuleCase(
      "undeclared-variable",
      at: "16:6",
      bad: "### A\n\n```sh check\nls $host\necho ${lag} ${lag}\n```",
      good: "### A\n\n```sh check\nls $host\necho ${lag:-0}\n```"
    ),
    RuleCase(
      "undeclared-variable",
      at: "18:3",
      bad: """
        ### A

        ```sh check
        ls "$host"
        ```

        - [B](#b) when: $lag > 3
        - [C](#c) when: otherwise

        ### B

        ### C
        """,
      good: """
        ### A

        - capture: lag

        ```sh check
        ls "$host"
        ```

        - [B](#b) when: $lag > 3
        - [C](#c) when: otherwise

        ### B

        ### C
        """
    ),
    RuleCase(
      "capture-used-too-early",
      at: "15:7",
      bad: """
        ### A

        ```sh check
        echo "$lag" "$host"
        ```

        ### B

        - capture: lag

        ```sh check
        true
        ```
        """,
      good: """
        ### A

        - capture: lag

        ```sh check
        echo "$host"
        ```

        ### B

        ```sh check
        echo "$lag"
        ```
        """
    ),
    RuleCase(
      "unused-input",
      at: "5:3",
      bad: "### A\n\n```sh check\necho hosts\n```",
      good: "### A\n\n```python check\nimport os; print(os.environ['host'])\n```"
    ),
    RuleCase(
      "unused-capture",
      at: "14:3",
      bad: "### A\n\n- capture: lag\n\n```sh check\necho $host\n```",
      good: """
        ### A

        - capture: lag

        ```sh check
        echo $host
        ```

        ### B

        - run: [C](c.md) with lag=$lag
        """
    ),
  ]

  @Test(arguments: cases)
  func `a broken rule is found at its place and only when broken`(rule: RuleCase) {
    rule.expectFoundOnlyWhenBad(head: "inputs:\n  host: { required: true }")
  }

  @Test(arguments: [
    "echo $HOME $PGDATA ${KUBECONFIG} $1 $? $@ $# $$ $! $- $0 ${1} ${#} ${@} $_",
    "awk '{print $missing}' file", "echo \\$missing", "# $missing", "echo a # $missing",
    "x=1; echo $x", "export x=1 y=2; echo $x$y", "for f in a b; do echo $f; done",
    "while read -r a b; do echo $a $b; done < file", "local x; echo $x",
    "if x=$(id); then echo \"$x\"; fi", "declare -a list=(1 2); echo ${list[@]} ${#list[@]}",
    "cat <<'EOF'\n$missing\nEOF", "cat <<\\EOF\n$missing `x`\nEOF",
    "cat <<-\"EOF\"\n\t$missing\n\tEOF\necho done", "echo ${missing:-x} ${missing-x} ${missing:+x}",
    ": ${missing:=1}; echo $missing", ": \"${missing:?say it}\"", ". ./lib.sh; echo $missing",
    "eval \"$(ssh-agent)\"; echo $SSH_AGENT_PID $missing", "printf -v x '%s' 1; echo $x",
    "mapfile -t rows < f; echo ${rows[0]}", "getopts ab: flag; echo $flag $OPTARG",
    "for ((i=0; i<3; i++)); do echo $i; done", "echo $((1 << 2)) $((n = 3)) $n",
    "echo $'it\\'s $missing'", "x+=1; echo $x", "select s in a b; do echo $s; done",
    "f() { echo $1; }; f", "echo \"$(echo '$missing')\"", "case a in a) x=1;; esac; echo $x",
    "cat <<< '$missing'", "unset x; echo $x", "a[0]=1; echo ${a[0]}", "echo ${!PREFIX_*}",
  ])
  func `what a script sets, quotes or guards is not undeclared`(script: String) {
    #expect(undeclared(in: script) == [])
  }

  @Test(arguments: [
    ("echo $missing", ["14:6"]), ("echo \"${missing}\"", ["14:7"]),
    ("echo \"$(ls $missing)\"", ["14:12"]),
    ("echo `ls $missing`", ["14:10"]), ("echo 'a'$missing'b'", ["14:9"]),
    ("cat <<EOF\n$missing\nEOF", ["15:1"]),
    ("cat <<EOF; echo $missing\n$not_here\nEOF", ["14:17", "15:1"]),
    ("echo \"it's $missing\"", ["14:12"]), ("x=$missing", ["14:3"]), ("echo ${#missing}", ["14:9"]),
    ("echo ${a:-$missing}", ["14:11"]), ("echo ${missing%.*}", ["14:6"]),
    ("ssh h \"echo \\$x $missing\"", ["14:17"]), ("echo $missing # it's", ["14:6"]),
    ("export missing; echo $missing", ["14:22"]), ("echo $((missing + $missing))", ["14:19"]),
    ("echo a#$missing", ["14:8"]), ("awk '{print}' \"$missing\"", ["14:16"]),
    ("echo 数据 $missing", ["14:9"]), ("if [ $missing ]; then :; fi", ["14:6"]),
  ])
  func `what nothing sets is found at its place`(script: String, places: [String]) {
    #expect(undeclared(in: script) == places)
  }

  @Test func `a script of nothing but openings ends`() {
    for opening in ["$(", "${a:-", "\"$(", "((", "`", "'", "\"", "<<EOF\n", "$((", "\\"] {
      let script = String(repeating: opening, count: 5000)

      #expect(Checked.findings(Checked.authored("### A\n\n```sh check\n\(script)\n```")).count < 9)
    }
  }

  private func undeclared(in script: String) -> [String] {
    Checked.findings(Checked.authored("### A\n\n```bash check\n\(script)\n```"))
      .filter { $0.code == "undeclared-variable" }
      .map { "\($0.position.line):\($0.position.column)" }
  }
}
