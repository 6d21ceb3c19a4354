import { describe, expect, test, vi } from "vitest";
import { Callable, GodotObject, Signal } from "./core.js";

class Animal extends GodotObject {
  readonly #name: string;
  field = (): string => this.#name;

  constructor(name: string) {
    super();
    this.#name = name;
  }
  get title(): string {
    return `Sir ${this.#name}`;
  }
  speak(to = "you"): string {
    return `${this.#secret()} to ${to}`;
  }
  async later(): Promise<string> {
    return Promise.resolve(this.#name);
  }
  [Symbol.iterator](): Iterator<string> {
    return [this.#name][Symbol.iterator]();
  }
  #secret(): string {
    return `${this.#name} speaks`;
  }
}

class Dog extends Animal {
  override speak(to?: string): string {
    return `${super.speak(to)}: wuff`;
  }
  /** What `super.speak` is: asked twice. */
  parents(): (() => string)[] {
    return [super.speak, super.speak];
  }
}

class Puppy extends Dog {
  override speak(to?: string): string {
    return `${super.speak(to)}!`;
  }
}

describe("object.method", () => {
  test("is the same function each time, and knows its object", () => {
    const animal = new Animal("Ada");
    const { speak } = animal;
    expect(speak).toBe(animal.speak);
    expect(speak("me")).toBe("Ada speaks to me");
    expect(["us"].map((to) => speak(to))).toEqual(["Ada speaks to us"]);
  });

  test("is another one for another object", () => {
    const [ada, bob] = [new Animal("Ada"), new Animal("Bob")];
    expect(ada.speak).not.toBe(bob.speak);
    expect([ada.speak(), bob.speak()]).toEqual(["Ada speaks to you", "Bob speaks to you"]);
  });

  test("follows overriding and super over three classes", () => {
    const puppy = new Puppy("Pip");
    const { speak } = puppy;
    expect(speak()).toBe("Pip speaks to you: wuff!");
    expect(new Dog("Dot").speak()).toBe("Dot speaks to you: wuff");
  });

  test("super.method is the same function each time, too, and not object.method", () => {
    const dog = new Dog("Dot");
    const [first, second] = dog.parents();
    expect(first).toBe(second);
    expect(first).not.toBe(dog.speak);
    expect(first?.()).toBe("Dot speaks to you");
  });

  test("works for the methods of GodotObject itself, of Signal and of Callable", () => {
    const object = new GodotObject();
    const { get_instance_id } = object;
    expect(get_instance_id()).toBe(object.get_instance_id());
    const { is_null } = new Signal(object, "x");
    expect(is_null()).toBe(false);
    const { call } = Callable.from(() => 5);
    expect(call()).toBe(5);
  });

  test("keeps the name and number of parameters that a bound function has", () => {
    const animal = new Animal("Ada");
    expect(animal.speak.name).toBe("bound speak");
    expect(animal.connect.length).toBe(2);
  });

  test("works for async methods", async () => {
    const { later } = new Animal("Ada");
    await expect(later()).resolves.toBe("Ada");
  });

  test("does not show in the object's keys", () => {
    const animal = new Animal("Ada");
    animal.speak();
    expect(Object.keys(animal)).toEqual(["field"]);
  });

  test("works for a frozen object", () => {
    const animal = Object.freeze(new Animal("Ada"));
    expect(animal.speak).toBe(animal.speak);
    expect(animal.speak()).toBe("Ada speaks to you");
  });

  test("can be replaced in one object", () => {
    const [ada, bob] = [new Animal("Ada"), new Animal("Bob")];
    const silent = () => "…";
    ada.speak = silent;
    expect(ada.speak).toBe(silent);
    expect(bob.speak()).toBe("Bob speaks to you");
  });

  test("can be replaced on the class for objects that have not used it yet, and is bound again", () => {
    class Cat extends Animal {
      purr(): string {
        return "purr";
      }
    }
    expect(new Cat("Cleo").purr()).toBe("purr");
    Cat.prototype.purr = function (this: Cat) {
      return this.title;
    };
    const { purr } = new Cat("Cleo");
    expect(purr()).toBe("Sir Cleo");
  });

  test("can be spied on", () => {
    const animal = new Animal("Ada");
    const spy = vi.spyOn(animal, "speak").mockReturnValue("spied");
    expect(animal.speak()).toBe("spied");
    spy.mockRestore();
    expect(animal.speak()).toBe("Ada speaks to you");
  });
});

describe("left alone", () => {
  test("methods read from a prototype, also of a class without objects", () => {
    class Unborn extends Animal {}
    new Animal("Ada");
    expect(Unborn.prototype.speak).toBe(Animal.prototype.speak);
    expect(Animal.prototype.speak.name).toBe("speak");
    expect(Animal.prototype.speak.call(new Animal("Bob"))).toBe("Bob speaks to you");
    expect(Object.hasOwn(Unborn.prototype, "speak")).toBe(false);
  });

  test("fields, getters, methods under symbols, and the constructor", () => {
    const animal = new Animal("Ada");
    expect(animal.field()).toBe("Ada");
    expect(animal.title).toBe("Sir Ada");
    expect([...animal]).toEqual(["Ada"]);
    expect(animal.constructor).toBe(Animal);
  });

  test("methods of classes that are no GodotObject", () => {
    class Plain {
      me(): unknown {
        return this;
      }
    }
    const { me } = new Plain();
    expect(me.call(5)).toBe(5);
  });
});
