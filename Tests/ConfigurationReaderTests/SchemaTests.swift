import ConfigurationReader
import Findings
import Foundation
import Testing

/// The package's folder, from the place where this file was compiled.
let package = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// What a map may hold, as far as these tests look.
private struct SchemaObject: Decodable {
  var properties: [String: Described]?
  var required: [String]?
  var additionalProperties: AdditionalProperties?

  struct Described: Decodable {
    var description: String?
    var reference: String?

    enum CodingKeys: String, CodingKey {
      case description
      case reference = "$ref"
    }
  }

  /// `false`, or a schema that is of no interest here.
  struct AdditionalProperties: Decodable {
    var isClosed: Bool

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      isClosed = (try? container.decode(Bool.self)) == false
    }
  }
}

private struct Schema: Decodable {
  var definitions: [String: SchemaObject]

  enum CodingKeys: String, CodingKey {
    case definitions = "$defs"
  }
}

private func schemaObject(_ name: String) throws -> SchemaObject {
  let file = package.appending(path: "docs/schema/tocsin.schema.json")
  let data = try Data(contentsOf: file)
  if name == "document" { return try JSONDecoder().decode(SchemaObject.self, from: data) }
  return try #require(JSONDecoder().decode(Schema.self, from: data).definitions[name])
}

@Test(arguments: KeySet.all.map(\.name))
func `the schema for editors has the keys that are read`(name: String) throws {
  let keys = try #require(KeySet.all.first { $0.name == name })

  let object = try schemaObject(name)

  #expect(object.properties?.keys.sorted() == keys.keys.sorted())
  #expect((object.required ?? []).sorted() == keys.required.sorted())
  #expect(object.additionalProperties?.isClosed == true)
  let mute = (object.properties ?? [:]).filter { entry in
    entry.value.description == nil && entry.value.reference == nil
  }
  #expect(mute.keys.sorted() == [])
}

@Test(arguments: KeySet.all.map(\.name))
func `every key is explained in the page about the configuration`(name: String) throws {
  let page = try String(
    contentsOf: package.appending(path: "docs/configuration.md"),
    encoding: .utf8
  )
  let keys = try #require(KeySet.all.first { $0.name == name })

  let missing = keys.keys.filter { !page.contains("`\($0)`") && !page.contains("\($0):") }

  #expect(missing == [])
}

@Test func `every rule is listed in the page about the configuration`() throws {
  let page = try String(
    contentsOf: package.appending(path: "docs/configuration.md"),
    encoding: .utf8
  )

  let missing = ConfigurationReader.rules.map(\.code).filter { !page.contains("`\($0)`") }

  #expect(missing == [])
}
